"""Who works for a member: the list, and giving and ending roles. Each change asks for proof that it is you."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.accounts import commands, queries
from parvis.accounts.forms import InvitationForm, RoleForm
from parvis.accounts.models import Membership
from parvis.accounts.types import SignedInRequest
from parvis.kernel.access import signed_in
from parvis.kernel.http import refusals_shown_in, show_form
from parvis.kernel.permissions import require


@signed_in
def people(request: SignedInRequest, member: str) -> HttpResponse:
    of = queries.member(member)
    context = {"member": of, "memberships": queries.people(of, viewer=request.user)}
    return render(request, "accounts/people.html", context)


@signed_in
@reauthentication_required
def invite_person(request: SignedInRequest, member: str) -> HttpResponse:
    of = queries.member(member)
    require(request.user, "accounts.invite_person", of)
    form = InvitationForm(request.POST or None, member=of, initial={"language": request.LANGUAGE_CODE})
    if form.is_valid():
        with refusals_shown_in(form):
            commands.invite_person(of, by=request.user, **form.cleaned_data)
            messages.success(request, _("The role is given and a letter is on its way."))
            return redirect("accounts:people", of.slug)
    return show_form(request, "accounts/invite_person.html", {"member": of, "form": form})


@signed_in
@require_POST
def invite_again(request: SignedInRequest, uid: str) -> HttpResponse:
    membership = queries.membership(uid, viewer=request.user)
    commands.invite_again(membership, by=request.user)
    messages.success(request, _("A second letter is on its way."))
    return redirect("accounts:people", membership.member.slug)


@signed_in
@reauthentication_required
def give_role(request: SignedInRequest, member: str, uid: str) -> HttpResponse:
    of = queries.member(member)
    person = queries.person(uid, viewer=request.user)
    require(request.user, "accounts.give_role", of)
    form = RoleForm(request.POST or None, member=of)
    if form.is_valid():
        with refusals_shown_in(form):
            commands.give_role(person, by=request.user, member=of, **form.cleaned_data)
            messages.success(request, _("The role is given."))
            return redirect("accounts:people", of.slug)
    return show_form(request, "accounts/give_role.html", {"member": of, "person": person, "form": form})


@signed_in
@reauthentication_required
def end_role(request: SignedInRequest, uid: str) -> HttpResponse:
    membership = queries.membership(uid, viewer=request.user)
    require(request.user, "accounts.end_role", membership)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            commands.end_role(membership, by=request.user)
            messages.success(request, _("The role has ended."))
            if membership.person == request.user:
                return redirect("accounts:account")
            return redirect("accounts:people", membership.member.slug)
    context = {"membership": membership, "member": membership.member, "form": form, "cancel_url": _people(membership)}
    return show_form(request, "accounts/end_role.html", context)


def _people(membership: Membership) -> str:
    return reverse("accounts:people", args=[membership.member.slug])
