from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from parvis.kernel.access import public, signed_in
from parvis.kernel.http import refusals_shown_in, show_form

from . import commands, queries
from .forms import PreferencesForm


@signed_in
def edit_preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(
        request.POST if request.method == "POST" else None, wanted=queries.wanted_kinds(request.user)
    )
    if form.is_valid():
        with refusals_shown_in(form):
            commands.edit_preferences(request.user, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your choice is saved."))
            return redirect("mail:edit_preferences")
    return show_form(request, "mail/edit_preferences.html", {"form": form})


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the signed link is the permission
@public
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Following the link changes nothing, since mail scanners follow links too; the one button does."""
    person, kind = queries.subscription(token)
    if request.method == "POST":
        commands.unsubscribe(person, kind.name)
    return render(request, "mail/unsubscribe.html", {"kind": kind, "is_done": request.method == "POST"})
