from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Left

from parvis.accounts.types import Member
from parvis.kernel.dates import PartialDate, months_after

from ..models import ActionPlan, Milestone
from ..types import Deadline
from . import rules
from .deadlines import LONGEST_PLAN, of_completion, of_milestone, of_plan

SHOWN = 300


@dataclass(frozen=True)
class Due:
    """A deadline and the plan that it belongs to."""

    deadline: Deadline
    plan: ActionPlan


@dataclass(frozen=True)
class Calendar:
    """What is due from one day to another, the earliest first. `is_cut`: there is more than can be shown."""

    due: list[Due]
    is_cut: bool


def calendar(*, viewer: Any, first: date, last: date, member: Member | None = None, size: int = SHOWN) -> Calendar:
    """Three queries. The days of a plan that could make a deadline in the range are found in the database."""
    found = [*_milestones(viewer, first, last, member, size), *_completions(viewer, first, last, member, size)]
    found += _plans(viewer, first, last, member, size)
    within = sorted(
        (one for one in found if first <= one.deadline.due_on <= last),
        key=lambda one: (one.deadline.due_on, one.deadline.key),
    )
    return Calendar(within[:size], len(within) > size)


def coming(*, viewer: Any, today: date, member: Member | None = None, size: int = 5) -> list[Milestone]:
    """The open milestones due next."""
    rows = _visible(viewer, member).open().filter(due_on__gte=f"{today:%Y-%m-%d}")
    return list(rows.order_by("due_on", "id")[:size])


def _visible(viewer: Any, member: Member | None) -> Any:
    rows = Milestone.objects.visible_to(viewer).select_related("commitment__plan__member")
    return rows.filter(commitment__plan__member=member) if member else rows


def _milestones(viewer: Any, first: date, last: date, member: Member | None, size: int) -> Iterator[Due]:
    # A due month or year sorts before its days, so it is looked for from the start of the year.
    rows = _visible(viewer, member).filter(
        Q(due_on__gte=f"{first:%Y-%m}") | Q(due_on=f"{first:%Y}"), due_on__lte=f"{last:%Y-%m-%d}"
    )
    for milestone in rows.order_by("due_on", "id")[: size + 1]:
        if milestone.due_on:
            yield Due(of_milestone(milestone, milestone.due_on), milestone.commitment.plan)


def _completions(viewer: Any, first: date, last: date, member: Member | None, size: int) -> Iterator[Due]:
    months = rules.END_OF_COMMITMENT_REPORT.months
    later = Milestone.objects.filter(commitment=OuterRef("commitment")).filter(
        Q(completed_on__gt=OuterRef("completed_on"))
        | Q(completed_on=OuterRef("completed_on"), id__gt=OuterRef("id"))
        | Q(completed_on=None)
    )
    rows = _visible(viewer, member).filter(
        ~Exists(later),
        commitment__plan__member__kind="local",
        commitment__complete_count=F("commitment__milestone_count"),
        completed_on__gte=months_after(first, -months),
        completed_on__lte=last,
    )
    for milestone in rows.order_by("completed_on", "id")[: size + 1]:
        day = PartialDate.of(milestone.completed_on)
        yield Due(of_completion(milestone.commitment, day), milestone.commitment.plan)


def _plans(viewer: Any, first: date, last: date, member: Member | None, size: int) -> Iterator[Due]:
    rows = ActionPlan.objects.visible_to(viewer).select_related("member")
    rows = rows.filter(member=member) if member else rows.of_full_members()
    counted = [rules.INCEPTION_REPORT, rules.PLAN_REVIEW]
    repeated = range(0, LONGEST_PLAN + 1, 2)
    begun = _months(first, last, {rule.months for rule in counted} | set(repeated))
    over = _months(first, last, {rules.RESULTS.months})
    columns = ("submitted_on", "launched_on", "ends_on", "ended_on")
    rows = rows.annotate(**{f"month_{column}": Left(column, 7) for column in columns}).filter(
        Q(month_submitted_on__in=begun)
        | Q(month_launched_on__in=begun)
        | Q(month_ends_on__in=over)
        | Q(month_ended_on__in=over)
        | Q(comments_close_on__range=(first, last))
    )
    for plan in rows.order_by("-published_at", "-id")[: size + 1]:
        for deadline in of_plan(plan):
            yield Due(deadline, plan)


def _months(first: date, last: date, before: set[int]) -> set[str]:
    """The months, as text, that lie so many months before any of the range; a year whose last day does, as its text."""
    found = set()
    start = first.replace(day=1)
    while start <= last:
        for months in before:
            earlier = months_after(start, -months)
            found |= {f"{earlier:%Y-%m}"} | ({f"{earlier:%Y}"} if earlier.month == 12 else set())
        start = months_after(start, 1)
    return found
