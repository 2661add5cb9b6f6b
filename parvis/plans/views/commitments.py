from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.accounts.types import Person, Role
from parvis.kernel.access import signed_in
from parvis.kernel.http import refusals_shown_in
from parvis.kernel.permissions import require
from parvis.kernel.steps import confirm, typed
from parvis.texts import queries as texts
from parvis.texts.errors import TextChangedMeanwhile
from parvis.texts.types import Comparison, Version

from .. import commands, queries
from ..forms import (
    CommitmentForm,
    ConfirmationForm,
    ContactForm,
    EndInvolvementForm,
    InvolvementForm,
    LeadForm,
    TextForm,
)
from ..models import Commitment
from ._steps import step_for


@signed_in
def draft_commitment(request: HttpRequest, plan: str) -> HttpResponse:
    found = queries.plan(plan, viewer=request.user)
    require(request.user, "plans.draft_commitment", found)
    languages = found.member.languages
    form = CommitmentForm(**typed(request), languages=languages, challenges=found.challenges.all())
    text_form = TextForm(**typed(request), languages=languages, prefix="text")
    return step_for(found)(
        request,
        "plans/draft_commitment.html",
        {"form": form, "second_form": text_form, "plan": found, "member": found.member}
        | {"cancel_url": found.get_absolute_url()},
        heading=_("Add a commitment"),
        do=lambda data: commands.draft_commitment(found, by=request.user, passages=text_form.passages, **data),
        to=lambda commitment: commitment.get_absolute_url(),
        said=_("The commitment is added. Give it milestones next."),
    )


@signed_in
def edit_commitment(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    commitment = queries.commitment(plan, number, viewer=request.user)
    require(request.user, "plans.edit_commitment", commitment)
    form = CommitmentForm(
        **typed(request),
        initial=CommitmentForm.initial_of(commitment),
        languages=commitment.plan.member.languages,
        challenges=commitment.plan.challenges.all(),
        needs_reason=commitment.plan.is_public,
    )
    return step_for(commitment.plan)(
        request,
        "plans/edit_commitment.html",
        _about(commitment) | {"form": form},
        heading=_("Change this commitment"),
        do=lambda data: commands.edit_commitment(commitment, by=request.user, **data),
        to=commitment.get_absolute_url(),
        said=_("The commitment is changed."),
    )


@signed_in
def revise_commitment(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    commitment = queries.commitment(plan, number, viewer=request.user)
    require(request.user, "plans.revise_commitment", commitment)
    current = commitment.text.current
    form = TextForm(
        **typed(request),
        initial=TextForm.initial_of(texts.passages(current) if current else [])
        | {"version": current and current.number, "fingerprint": current and current.sha256},
        languages=commitment.plan.member.languages,
        needs_reason=current and current.published_at,
    )
    return step_for(commitment.plan)(
        request,
        "plans/revise_commitment.html",
        _about(commitment) | {"form": form, "comparison": _proposal(form, current)},
        heading=_("Change the text of this commitment"),
        do=lambda data: _revised(commitment, form, by=request.user),
        to=commitment.get_absolute_url(),
        said=_("The text is changed."),
    )


@signed_in
def remove_commitment(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    commitment = queries.commitment(plan, number, viewer=request.user)
    require(request.user, "plans.remove_commitment", commitment)
    return confirm(
        request,
        "plans/remove_commitment.html",
        _about(commitment) | {"form": ConfirmationForm(**typed(request))},
        heading=_("Remove this commitment"),
        do=lambda data: commands.remove_commitment(commitment, by=request.user),
        to=commitment.plan.get_absolute_url(),
        said=_("The commitment is removed from the draft."),
    )


@signed_in
def assign_lead(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    commitment = queries.commitment(plan, number, viewer=request.user)
    require(request.user, "plans.assign_lead", commitment)
    people = accounts.who_holds(Role.COMMITMENT_LEAD, commitment.plan.member)
    return confirm(
        request,
        "plans/assign_lead.html",
        _about(commitment) | {"form": LeadForm(**typed(request), people=people), "people": people},
        heading=_("Name who leads this commitment"),
        do=lambda data: commands.assign_lead(commitment, by=request.user, **data),
        to=commitment.get_absolute_url(),
        said=_("The commitment has a new lead."),
    )


@signed_in
def involve_organisation(request: HttpRequest, plan: str, number: int | None = None) -> HttpResponse:
    found = queries.plan(plan, viewer=request.user)
    subject = queries.commitment(plan, number, viewer=request.user) if number else found
    require(request.user, "plans.involve_organisation", subject)
    form = InvolvementForm(
        **typed(request),
        languages=found.member.languages,
        organisations=accounts.organisations_of(found.member),
    )
    return step_for(found)(
        request,
        "plans/involve_organisation.html",
        {"form": form, "subject": subject, "plan": found, "member": found.member}
        | {"cancel_url": subject.get_absolute_url()},
        heading=_("Give an organisation a part"),
        do=lambda data: commands.involve_organisation(subject, by=request.user, **data),
        to=subject.get_absolute_url(),
        said=_("The organisation has its part."),
    )


@signed_in
def end_involvement(request: HttpRequest, plan: str, involvement: int) -> HttpResponse:
    found = queries.involvement(plan, involvement, viewer=request.user)
    subject = found.commitment or found.plan
    require(request.user, "plans.end_involvement", subject)
    return confirm(
        request,
        "plans/end_involvement.html",
        {"form": EndInvolvementForm(**typed(request)), "involvement": found, "plan": found.plan}
        | {"member": found.plan.member, "subject": subject, "cancel_url": subject.get_absolute_url()},
        heading=_("End this part"),
        do=lambda data: commands.end_involvement(found, by=request.user, **data),
        to=subject.get_absolute_url(),
        said=_("This part has ended. The record of it stays."),
    )


@signed_in
def add_contact(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    commitment = queries.commitment(plan, number, viewer=request.user)
    require(request.user, "plans.add_contact", commitment)
    member = commitment.plan.member
    form = ContactForm(**typed(request), languages=member.languages, organisations=accounts.organisations_of(member))
    return step_for(commitment.plan)(
        request,
        "plans/add_contact.html",
        _about(commitment) | {"form": form},
        heading=_("Add a contact"),
        do=lambda data: commands.add_contact(commitment, by=request.user, **data),
        to=commitment.get_absolute_url(),
        said=_("The contact is added."),
    )


@signed_in
def remove_contact(request: HttpRequest, plan: str, number: int, contact: int) -> HttpResponse:
    commitment = queries.commitment(plan, number, viewer=request.user)
    require(request.user, "plans.remove_contact", commitment)
    found = queries.contact(commitment, contact)
    return confirm(
        request,
        "plans/remove_contact.html",
        _about(commitment) | {"form": ConfirmationForm(**typed(request)), "contact": found},
        heading=_("Remove this contact"),
        do=lambda data: commands.remove_contact(found, by=request.user),
        to=commitment.get_absolute_url(),
        said=_("The contact is removed."),
    )


def _about(commitment: Commitment) -> dict[str, Any]:
    plan = commitment.plan
    return {
        "commitment": commitment,
        "plan": plan,
        "member": plan.member,
        "cancel_url": commitment.get_absolute_url(),
    }


def _proposal(form: TextForm, current: Version | None) -> Comparison | None:
    """What would change. Words that cannot be a text are refused beside what was typed."""
    if current and form.is_bound and form.is_valid():
        with refusals_shown_in(form):
            return texts.proposal(current, form.passages)
    return None


def _revised(commitment: Commitment, form: TextForm, *, by: Person) -> Version:
    reason = {"reason": form.cleaned_data["reason"]} if "reason" in form.cleaned_data else {}
    try:
        return commands.revise_commitment(commitment, form.passages, by=by, read=form.read, **reason)
    except TextChangedMeanwhile as refusal:
        form.catch_up(texts.version(commitment.text, refusal.version))
        raise
