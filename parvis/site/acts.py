"""What a viewer may do with what a page shows: links to the pages on which people act. Nobody else sees them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.assessments.queries import Report
from parvis.kernel.permissions import may
from parvis.plans.queries import ActionPlan, Challenge, Commitment, Contact, Involvement, Milestone
from parvis.plans.types import PlanState

Act = tuple[object, str]

_BEFORE_LAUNCH = {PlanState.DRAFT, PlanState.OPEN_FOR_COMMENT, PlanState.SUBMITTED, PlanState.NOT_STATED}
_STEPS = {
    "open_plan": (_("Open for comment"), {PlanState.DRAFT}),
    "submit_plan": (
        _("Submit"),
        {PlanState.DRAFT, PlanState.OPEN_FOR_COMMENT, PlanState.LAUNCHED, PlanState.NOT_STATED},
    ),
    "launch_plan": (_("Launch"), _BEFORE_LAUNCH),
    "end_plan": (_("End the plan"), {PlanState.LAUNCHED}),
    "discard_plan": (_("Discard the draft"), {PlanState.DRAFT}),
}
_ON_PLAN = {
    "edit_plan": _("Change the plan"),
    "involve_organisation": _("Give an organisation a part"),
}
_WHILE_IT_RUNS = {
    "add_challenge": _("Add a challenge"),
    "draft_commitment": _("Add a commitment"),
}
_ON_COMMITMENT = {
    "edit_commitment": _("Change the commitment"),
    "revise_commitment": _("Change its text"),
    "assign_lead": _("Name a lead"),
    "add_milestone": _("Add a milestone"),
    "involve_organisation": _("Give an organisation a part"),
    "add_contact": _("Add a contact"),
}
_REMOVE = _("Remove from the draft")


def on_plan(plan: ActionPlan, viewer: Any) -> Sequence[Act]:
    """An ended plan can still be corrected, and gets no new promises."""
    acts = dict(_ON_PLAN)
    if plan.state != PlanState.ENDED:
        acts |= _WHILE_IT_RUNS
    acts |= {name: label for name, (label, states) in _STEPS.items() if plan.state in states}
    if plan.submitted_on:
        acts.pop("submit_plan", None)
    return [*_allowed(acts, plan, viewer, plan.slug), *_imports(plan, viewer)]


def _imports(plan: ActionPlan, viewer: Any) -> Sequence[Act]:
    """Published reports enter on a page of their own, which finds the plan by what the report says."""
    if viewer.is_authenticated and may(viewer, "assessments.record_past_report", plan.member):
        return [(_("Import a published report"), reverse("assessments:import_report"))]
    return []


def on_challenge(challenge: Challenge, plan: ActionPlan, viewer: Any) -> Sequence[Act]:
    acts = {"edit_challenge": _("Change the challenge")}
    if not plan.is_public:
        acts["remove_challenge"] = _REMOVE
    return _allowed(acts, plan, viewer, plan.slug, challenge.number)


def on_commitment(commitment: Commitment, viewer: Any) -> Sequence[Act]:
    acts = dict(_ON_COMMITMENT)
    if commitment.plan.state == PlanState.ENDED:
        acts.pop("add_milestone")
    if commitment.text is None:
        acts.pop("revise_commitment")
    if not commitment.plan.is_public:
        acts["remove_commitment"] = _REMOVE
    return _allowed(acts, commitment, viewer, commitment.plan.slug, commitment.number)


def on_milestone(milestone: Milestone, viewer: Any) -> Sequence[Act]:
    acts: dict[str, object] = {}
    if milestone.commitment.plan.is_promised:
        if milestone.is_complete:
            acts["reopen_milestone"] = _("Reopen")
        else:
            acts["report_progress"] = _("Report progress")
            acts["complete_milestone"] = _("Complete")
    acts |= {"edit_milestone": _("Change"), "bind_milestone": _("Bind to a measure")}
    if not milestone.commitment.plan.is_public:
        acts["remove_milestone"] = _REMOVE
    return _allowed(acts, milestone, viewer, milestone.commitment.plan.slug, milestone.code)


def on_parts(parts: Iterable[Involvement], plan: ActionPlan, viewer: Any) -> list[tuple[Involvement, Sequence[Act]]]:
    """Each part of an organisation, with how to end it."""
    acts = {"end_involvement": _("End this part")}
    return [(part, [] if part.ended_on else _allowed(acts, plan, viewer, plan.slug, part.pk)) for part in parts]


def on_contacts(
    contacts: Iterable[Contact], commitment: Commitment, viewer: Any
) -> list[tuple[Contact, Sequence[Act]]]:
    acts, plan = {"remove_contact": _("Remove this contact")}, commitment.plan
    return [(one, _allowed(acts, commitment, viewer, plan.slug, commitment.number, one.pk)) for one in contacts]


def on_report(report: Report, viewer: Any) -> Sequence[Act]:
    return _allowed({"withdraw_report": _("Withdraw the report")}, report, viewer, report.slug, room="assessments")


def _allowed(
    acts: Mapping[str, object], subject: Any, viewer: Any, *address: object, room: str = "plans"
) -> Sequence[Act]:
    if not viewer.is_authenticated:
        return []
    return [
        (label, reverse(f"{room}:{name}", args=address))
        for name, label in acts.items()
        if may(viewer, f"{room}.{name}", subject)
    ]
