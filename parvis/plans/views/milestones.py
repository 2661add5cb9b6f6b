from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.evidence.forms import posted
from parvis.kernel import clock
from parvis.kernel.access import signed_in
from parvis.kernel.permissions import require
from parvis.kernel.steps import confirm, typed

from .. import commands, queries
from ..forms import CompletionForm, ConfirmationForm, MeasureForm, MilestoneForm, ProgressForm, ReasonForm
from ..models import Milestone
from ._steps import step_for


@signed_in
def add_milestone(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    commitment = queries.commitment(plan, number, viewer=request.user)
    require(request.user, "plans.add_milestone", commitment)
    member = commitment.plan.member
    form = MilestoneForm(**typed(request), languages=member.languages, organisations=accounts.organisations_of(member))
    return step_for(commitment.plan)(
        request,
        "plans/add_milestone.html",
        {"form": form, "commitment": commitment, "plan": commitment.plan, "member": member}
        | {"cancel_url": commitment.get_absolute_url()},
        heading=_("Add a milestone"),
        do=lambda data: commands.add_milestone(commitment, by=request.user, **data),
        to=commitment.get_absolute_url(),
        said=_("The milestone is added."),
    )


@signed_in
def edit_milestone(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    milestone = queries.milestone(plan, code, viewer=request.user)
    require(request.user, "plans.edit_milestone", milestone)
    found = milestone.commitment.plan
    form = MilestoneForm(
        **typed(request),
        initial=MilestoneForm.initial_of(milestone),
        languages=found.member.languages,
        organisations=accounts.organisations_of(found.member),
        needs_reason=found.is_public,
    )
    return step_for(found)(
        request,
        "plans/edit_milestone.html",
        _about(milestone) | {"form": form},
        heading=_("Change this milestone"),
        do=lambda data: commands.edit_milestone(milestone, by=request.user, **data),
        to=milestone.get_absolute_url(),
        said=_("The milestone is changed."),
    )


@signed_in
def remove_milestone(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    milestone = queries.milestone(plan, code, viewer=request.user)
    require(request.user, "plans.remove_milestone", milestone)
    return confirm(
        request,
        "plans/remove_milestone.html",
        _about(milestone) | {"form": ConfirmationForm(**typed(request))},
        heading=_("Remove this milestone"),
        do=lambda data: commands.remove_milestone(milestone, by=request.user),
        to=milestone.commitment.get_absolute_url(),
        said=_("The milestone is removed from the draft."),
    )


@signed_in
def bind_milestone(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    milestone = queries.milestone(plan, code, viewer=request.user)
    require(request.user, "plans.bind_milestone", milestone)
    found = milestone.commitment.plan
    form = MeasureForm(
        **typed(request),
        initial={"measure": milestone.measure, "target": milestone.target},
        languages=found.member.languages,
        needs_reason=found.is_public,
    )
    return confirm(
        request,
        "plans/bind_milestone.html",
        _about(milestone) | {"form": form},
        heading=_("Follow a measure"),
        do=lambda data: commands.bind_milestone(milestone, by=request.user, **data),
        to=milestone.get_absolute_url(),
        said=_("The milestone now follows its measure."),
    )


@signed_in
def report_progress(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    milestone = queries.milestone(plan, code, viewer=request.user)
    require(request.user, "plans.report_progress", milestone)
    heading = _("Report progress")
    if _is_too_late(request, milestone):
        return _already_complete(request, milestone, heading)
    member = milestone.commitment.plan.member
    form = posted(
        ProgressForm,
        request,
        body=member.urn,
        languages=member.languages,
        initial={"on": clock.today(member.time_zone).isoformat()},
    )
    return confirm(
        request,
        "plans/report_progress.html",
        _about(milestone) | {"form": form},
        heading=heading,
        do=lambda data: commands.report_progress(
            milestone,
            by=request.user,
            words=data["words"],
            status=data["status"],
            on=data["on"],
            evidence=[form.source] if form.source else [],
        ),
        to=milestone.get_absolute_url(),
        said=_("The update is published and on the register."),
    )


@signed_in
def complete_milestone(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    milestone = queries.milestone(plan, code, viewer=request.user)
    require(request.user, "plans.complete_milestone", milestone)
    heading = _("Report this milestone complete")
    if _is_too_late(request, milestone):
        return _already_complete(request, milestone, heading)
    member = milestone.commitment.plan.member
    form = posted(CompletionForm, request, body=member.urn, initial={"on": clock.today(member.time_zone)})
    return confirm(
        request,
        "plans/complete_milestone.html",
        _about(milestone) | {"form": form},
        heading=heading,
        do=lambda data: commands.complete_milestone(milestone, by=request.user, on=data["on"], evidence=form.source),
        to=milestone.get_absolute_url(),
        said=_("The milestone is complete and on the register."),
    )


@signed_in
def reopen_milestone(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    milestone = queries.milestone(plan, code, viewer=request.user)
    require(request.user, "plans.reopen_milestone", milestone)
    form = ReasonForm(**typed(request), languages=milestone.commitment.plan.member.languages)
    return confirm(
        request,
        "plans/reopen_milestone.html",
        _about(milestone) | {"form": form},
        heading=_("Take back that it is complete"),
        do=lambda data: commands.reopen_milestone(milestone, by=request.user, **data),
        to=milestone.get_absolute_url(),
        said=_("The milestone is open again. What had been said stays in its history."),
    )


def _is_too_late(request: HttpRequest, milestone: Milestone) -> bool:
    """Who has typed already is told by the form, so that their words stay."""
    return milestone.is_complete and request.method != "POST"


def _already_complete(request: HttpRequest, milestone: Milestone, heading: str) -> HttpResponse:
    return render(request, "plans/already_complete.html", _about(milestone) | {"heading": heading})


def _about(milestone: Milestone) -> dict[str, Any]:
    commitment = milestone.commitment
    return {
        "milestone": milestone,
        "commitment": commitment,
        "plan": commitment.plan,
        "member": commitment.plan.member,
        "cancel_url": milestone.get_absolute_url(),
    }
