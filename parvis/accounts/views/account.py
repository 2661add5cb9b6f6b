"""What a person sees and changes of their own account."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.accounts import commands, queries
from parvis.accounts.forms import ErasureForm, ProfileForm
from parvis.accounts.types import SignedInRequest
from parvis.kernel.access import signed_in
from parvis.kernel.http import refusals_shown_in, show_form


@signed_in
def account(request: SignedInRequest) -> HttpResponse:
    person = request.user
    context = {"person": person, "has_second_factor": queries.has_second_factor(person)}
    return render(request, "accounts/account.html", context)


@signed_in
def change_own_profile(request: SignedInRequest) -> HttpResponse:
    person = request.user
    form = ProfileForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if form.is_valid():
        with refusals_shown_in(form):
            commands.change_own_profile(person, by=person, **form.cleaned_data)
            messages.success(request, _("Your profile is saved."))
            return redirect("accounts:account")
    return show_form(request, "accounts/change_own_profile.html", {"form": form})


@signed_in
def own_data(request: SignedInRequest) -> HttpResponse:
    response = JsonResponse(queries.own_data(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="parvis-account.json"'
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@reauthentication_required
def erase_person(request: SignedInRequest) -> HttpResponse:
    person = request.user
    form = ErasureForm(request.POST or None, person=person)
    if form.is_valid():
        with refusals_shown_in(form):
            commands.erase_person(person, by=person)
            logout(request)
            messages.success(request, _("Your account is erased."))
            return redirect("site:home")
    return show_form(request, "accounts/erase_person.html", {"form": form})
