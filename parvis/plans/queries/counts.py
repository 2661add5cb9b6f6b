from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, Sum

from parvis.accounts.types import Member

from ..models import Commitment, Milestone, Tally
from ..types import Progress, Standing

_COUNTS = ("plan_count", "commitment_count", "milestone_count", "complete_count")


def tallies(*, member: Member | None = None) -> dict[str, int]:
    """How many plans, commitments and milestones are public, and how many milestones reached.

    Of one member, or of all full members.
    """
    rows = Tally.objects.filter(member=member) if member else Tally.objects.filter(member__is_reference=False)
    sums = rows.aggregate(**{f"{name}_sum": Sum(name) for name in _COUNTS})
    return {name: sums[f"{name}_sum"] or 0 for name in _COUNTS}


def tallies_of(members: Iterable[Member]) -> dict[int, Tally]:
    """By the member's primary key, of those that have published anything. One query."""
    return {row.member_id: row for row in Tally.objects.filter(member__in=[member.pk for member in members])}


def standings(*, viewer: Any, member: Member) -> dict[Standing, int]:
    """How many milestones of a member stand where, in one aggregated query."""
    rows = Milestone.objects.visible_to(viewer).filter(commitment__plan__member=member)
    reported = Q(completed_on=None, reported_complete_in__isnull=False)
    counted = rows.aggregate(
        **{
            standing.value: Count(
                "pk",
                filter=reported if standing == Standing.REPORTED_COMPLETE else Q(status=standing.value) & ~reported,
            )
            for standing in Standing
        }
    )
    return {standing: counted[standing.value] for standing in Standing}


def progress_of(commitment: Commitment, milestones: Sequence[Milestone]) -> Progress:
    """Its milestones by where they stand. Those that a source counts as reached without saying which are kept apart,
    taken from those of which nothing is stated."""
    stands = Counter(milestone.standing for milestone in milestones)
    named = stands[Standing.COMPLETE] + stands[Standing.REPORTED_COMPLETE]
    said = max((report.reached or 0 for report in commitment.reports), default=0)
    unnamed = min(max(said - named, 0), stands[Standing.NOT_STATED])
    return Progress(
        complete=stands[Standing.COMPLETE],
        reported=stands[Standing.REPORTED_COMPLETE],
        reported_unnamed=unnamed,
        in_progress=stands[Standing.IN_PROGRESS],
        not_started=stands[Standing.NOT_STARTED],
        not_stated=stands[Standing.NOT_STATED] - unnamed,
    )
