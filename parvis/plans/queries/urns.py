"""Titles and addresses of what plans put on the register, for whom may see them: each named by its own row."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parvis.kernel.languages import Multilingual
from parvis.kernel.urns import Named, Row

from ..models import ActionPlan, Amendment, Challenge, Commitment, Milestone, ProgressUpdate

Told = Mapping[str, Any]

COMMITMENT = {"plan": "plan__slug", "commitment": "number"}
MILESTONE = {"plan": "commitment__plan__slug", "commitment": "commitment__number", "milestone": "number"}


def _plan(told: Told) -> ActionPlan:
    return ActionPlan(slug=told["plan"])


def _commitment(told: Told) -> Commitment:
    return Commitment(plan=_plan(told), number=told["commitment"])


def _milestone(told: Told) -> Milestone:
    return Milestone(commitment=_commitment(told), number=told["milestone"])


def _named_plan(told: Told) -> Named:
    return Named(told["title"], _plan(told).get_absolute_url(), told["member"])


def _named_challenge(told: Told) -> Named:
    return Named(told["title"], f"{_plan(told).get_absolute_url()}#challenge-{told['number']}")


def _named_commitment(told: Told) -> Named:
    return Named(told["title"], _commitment(told).get_absolute_url(), told["member"])


def _named_milestone(told: Told) -> Named:
    milestone, title = _milestone(told), told["title"]
    numbered = Multilingual({code: f"{milestone.code} {title[code]}" for code in title}, machine=title.machine)
    return Named(numbered, milestone.get_absolute_url())


def _named_update(told: Told) -> Named:
    milestone = _milestone(told)
    return Named(_("an update on milestone %s") % milestone.code, milestone.get_absolute_url())


def _named_amendment(told: Told) -> Named:
    """It leads to what was changed: a milestone, a commitment, or the plan."""
    changed = _milestone(told) if told["milestone"] else _commitment(told) if told["commitment"] else _plan(told)
    return Named(told["reason"], changed.get_absolute_url())


def _of_plans_seen(model: Any, at: str) -> Callable[[Any], QuerySet]:
    return lambda viewer: model.objects.filter(**{f"{at}__in": ActionPlan.objects.visible_to(viewer)})


NAMED = {
    "plan": Row(
        ActionPlan.objects.visible_to, _named_plan, {"title": "title", "member": "member__name"}, {"plan": "slug"}
    ),
    "challenge": Row(
        _of_plans_seen(Challenge, "plan"),
        _named_challenge,
        {"title": "title"},
        {"plan": "plan__slug", "number": "number"},
    ),
    "commitment": Row(
        Commitment.objects.visible_to, _named_commitment, {"title": "title", "member": "plan__member__name"}, COMMITMENT
    ),
    "milestone": Row(Milestone.objects.visible_to, _named_milestone, {"title": "title"}, MILESTONE),
    "progress": Row(
        _of_plans_seen(ProgressUpdate, "milestone__commitment__plan"),
        _named_update,
        values={name: f"milestone__{path}" for name, path in MILESTONE.items()},
    ),
    "amendment": Row(
        _of_plans_seen(Amendment, "plan"),
        _named_amendment,
        {"reason": "reason"},
        {
            "plan": "plan__slug",
            "commitment": Coalesce("milestone__commitment__number", "commitment__number"),
            "milestone": "milestone__number",
        },
    ),
}
