"""The acts on members and organisations; their reading pages are in `site`."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from parvis.accounts import commands, queries
from parvis.accounts.forms import MemberForm, NewOrganisationForm, OrganisationForm, SuccessionForm
from parvis.accounts.types import SignedInRequest
from parvis.kernel.access import signed_in
from parvis.kernel.http import refusals_shown_in, show_form
from parvis.kernel.permissions import require


@signed_in
def edit_member(request: SignedInRequest, member: str) -> HttpResponse:
    edited = queries.member(member)
    require(request.user, "accounts.edit_member", edited)
    form = MemberForm(request.POST or None, initial=MemberForm.facts(edited))
    if form.is_valid():
        with refusals_shown_in(form):
            commands.edit_member(edited, by=request.user, **form.cleaned_data)
            messages.success(request, _("The member is saved."))
            return redirect("site:member", edited.slug)
    return show_form(request, "accounts/edit_member.html", {"member": edited, "form": form})


@signed_in
def create_organisation(request: SignedInRequest, member: str) -> HttpResponse:
    of = queries.member(member)
    require(request.user, "accounts.create_organisation", of)
    form = NewOrganisationForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            organisation = commands.create_organisation(of, by=request.user, **form.cleaned_data)
            messages.success(request, _("The organisation is added."))
            return redirect("site:organisation", organisation.slug)
    return show_form(request, "accounts/create_organisation.html", {"member": of, "form": form})


@signed_in
def edit_organisation(request: SignedInRequest, organisation: str) -> HttpResponse:
    edited = queries.organisation(organisation)
    require(request.user, "accounts.edit_organisation", edited)
    form = OrganisationForm(request.POST or None, initial=OrganisationForm.facts(edited))
    if form.is_valid():
        with refusals_shown_in(form):
            commands.edit_organisation(edited, by=request.user, **form.cleaned_data)
            messages.success(request, _("The organisation is saved."))
            return redirect("site:organisation", edited.slug)
    context = {"organisation": edited, "member": edited.member, "form": form}
    return show_form(request, "accounts/edit_organisation.html", context)


@signed_in
def record_succession(request: SignedInRequest, organisation: str) -> HttpResponse:
    predecessor = queries.organisation(organisation)
    require(request.user, "accounts.record_succession", predecessor)
    form = SuccessionForm(request.POST or None, predecessor=predecessor)
    if form.is_valid():
        with refusals_shown_in(form):
            commands.record_succession(predecessor, by=request.user, **form.cleaned_data)
            messages.success(request, _("The succession is recorded."))
            return redirect("site:organisation", predecessor.slug)
    context = {"organisation": predecessor, "member": predecessor.member, "form": form}
    return show_form(request, "accounts/record_succession.html", context)
