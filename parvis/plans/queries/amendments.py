"""What was said before and what is said now, where something published was changed, and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.kernel import measures
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual

from ..models import ActionPlan, Amendment, Commitment

AMENDMENTS_SHOWN = 100

_LABELS = {
    "title": _("Title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "identifier": _("Identifier"),
    "url": _("Address"),
    "starts_on": _("Start"),
    "ends_on": _("End"),
    "due_on": _("Due"),
    "completed_on": _("Completed on"),
    "pillar": _("Pillar"),
    "challenge": _("Challenge"),
    "values": _("Values"),
    "policy_areas": _("Policy areas"),
    "sectors": _("Sectors"),
    "resources": _("Resources"),
    "staff": _("Staff"),
    "budget": _("Budget"),
    "currency": _("Currency"),
    "budget_note": _("About the budget"),
    "responsible": _("Responsible"),
    "responsible_note": _("About who is responsible"),
    "evidence": _("Evidence"),
    "measure": _("Measure"),
    "target": _("Target"),
}
_DATES = {"starts_on", "ends_on", "due_on", "completed_on"}


@dataclass(frozen=True)
class Replaced:
    """One field of an amendment, in words; None is not stated."""

    label: object
    before: object | None
    after: object | None


@dataclass(frozen=True)
class Amended:
    amendment: Amendment
    fields: Sequence[Replaced]


def amendments(subject: ActionPlan | Commitment) -> list[Amended]:
    """Newest first, in one query: of a commitment and its milestones, or of the plan as a whole. None for a commitment
    that `commitment` has read, which brings them along."""
    if isinstance(subject, Commitment):
        rows = Amendment.objects.filter(commitment=subject).select_related("milestone")
    else:
        rows = Amendment.objects.filter(plan=subject, commitment=None)
    read_before = subject.__dict__.get("amended")
    found = list(rows.order_by("-recorded_at", "-id")[:AMENDMENTS_SHOWN]) if read_before is None else read_before
    for row in found:
        if row.milestone and isinstance(subject, Commitment):
            row.milestone.commitment = subject
    return [Amended(row, _replaced(row)) for row in found]


def amended_ends(plans: Collection[int]) -> set[int]:
    """Of plans, by primary key, those whose end someone has changed since they were published."""
    rows = Amendment.objects.filter(plan__in=plans, commitment=None, before__has_key="ends_on")
    return set(rows.order_by().values_list("plan", flat=True))


def _replaced(amendment: Amendment) -> list[Replaced]:
    return [
        Replaced(_LABELS.get(name, name), _words(name, before), _words(name, amendment.after.get(name)))
        for name, before in amendment.before.items()
    ]


def _words(name: str, value: Any) -> object | None:
    if not value:
        return None
    if isinstance(value, dict):
        return Multilingual.from_json(value)
    if name == "measure":
        return measures.label_of(value)
    if name in _DATES:
        return PartialDate(value)
    return ", ".join(str(_words("", each)) for each in value) if isinstance(value, list) else value
