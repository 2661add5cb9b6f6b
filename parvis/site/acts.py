"""What a viewer may do with what a page shows: links to the pages on which people act. Nobody else sees them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.kernel.permissions import may
from parvis.plans.queries import ActionPlan, Commitment, Milestone
from parvis.plans.types import PlanState

Act = tuple[object, str]

_BEFORE_LAUNCH = {PlanState.DRAFT, PlanState.OPEN_FOR_COMMENT, PlanState.SUBMITTED}
_STEPS = {
    "open_plan": (_("Open for comment"), {PlanState.DRAFT}),
    "submit_plan": (_("Submit"), {PlanState.DRAFT, PlanState.OPEN_FOR_COMMENT, PlanState.LAUNCHED}),
    "launch_plan": (_("Launch"), _BEFORE_LAUNCH),
    "end_plan": (_("End the plan"), {PlanState.LAUNCHED}),
}
_ON_PLAN = {
    "edit_plan": _("Change the plan"),
    "add_challenge": _("Add a challenge"),
    "draft_commitment": _("Add a commitment"),
    "involve_organisation": _("Give an organisation a part"),
}
_ON_COMMITMENT = {
    "edit_commitment": _("Change the commitment"),
    "revise_commitment": _("Change its text"),
    "assign_lead": _("Name a lead"),
    "add_milestone": _("Add a milestone"),
    "involve_organisation": _("Give an organisation a part"),
    "add_contact": _("Add a contact"),
}
_ON_MILESTONE = {
    "edit_milestone": _("Change"),
    "bind_milestone": _("Bind to a measure"),
}


def on_plan(plan: ActionPlan, viewer: Any) -> Sequence[Act]:
    if not viewer.is_authenticated or plan.state == PlanState.ENDED:
        return []
    steps = {name: label for name, (label, states) in _STEPS.items() if plan.state in states}
    if plan.submitted_on:
        steps.pop("submit_plan", None)
    if not plan.is_public and not plan.commitment_count:
        steps["discard_plan"] = _("Discard the draft")
    return list(_allowed({**_ON_PLAN, **steps}, plan, viewer, plan.slug))


def on_commitment(commitment: Commitment, viewer: Any) -> Sequence[Act]:
    if not viewer.is_authenticated:
        return []
    draft = {} if commitment.plan.is_public else {"remove_commitment": _("Remove from the draft")}
    return list(_allowed({**_ON_COMMITMENT, **draft}, commitment, viewer, commitment.plan.slug, commitment.number))


def on_milestone(milestone: Milestone, viewer: Any) -> Sequence[Act]:
    if not viewer.is_authenticated:
        return []
    progress: dict[str, object] = {}
    if milestone.commitment.plan.is_public:
        progress["report_progress"] = _("Report progress")
        if milestone.is_complete:
            progress["reopen_milestone"] = _("Reopen")
        else:
            progress["complete_milestone"] = _("Complete")
    else:
        progress["remove_milestone"] = _("Remove from the draft")
    return list(
        _allowed({**progress, **_ON_MILESTONE}, milestone, viewer, milestone.commitment.plan.slug, milestone.code)
    )


def _allowed(acts: dict[str, object], subject: Any, viewer: Any, *address: object) -> Iterator[Act]:
    for name, label in acts.items():
        if may(viewer, f"plans.{name}", subject):
            yield label, reverse(f"plans:{name}", args=address)
