"""A member beside all members: how its commitments ended, plan by plan and by policy area."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from parvis.accounts.types import Member
from parvis.plans.queries import ActionPlan
from parvis.search import queries as index

from ..facets import COMPARED, KIND, NOT_STATED, ONCE, PLAN, Facet, begun_on
from .design import delivered, share

AREAS = 12


@dataclass(frozen=True)
class Ended:
    """How many commitments ended how, by the code of their completion; those that nobody rated are apart.

    The completion is that at the end of the term or of the commitment, else at the progress report.
    """

    by_completion: Mapping[str, int]
    not_rated: int

    @property
    def rated(self) -> int:
        return sum(self.by_completion.values())

    @property
    def commitments(self) -> int:
        return self.rated + self.not_rated

    @property
    def delivered(self) -> int:
        return delivered(self.by_completion)

    @property
    def share(self) -> int | None:
        """Substantial or complete, of the rated, in per cent; None where nobody rated any."""
        return share(self.delivered, self.rated)


@dataclass(frozen=True)
class Comparison:
    """`by_plan`: its plans, the newest first. `by_area`: policy areas, those with the most of its
    commitments first, each with what became of its own and of all members' commitments."""

    own: Ended
    everyone: Ended
    by_plan: Sequence[tuple[ActionPlan, Ended]]
    by_area: Sequence[tuple[str, Ended, Ended]]

    def rows(self) -> Iterator[tuple[str, ActionPlan | str, str, Ended]]:
        """As a flat table: by what, of what, whose, how they ended."""
        yield "all", "", "member", self.own
        yield "all", "", "everyone", self.everyone
        for plan, ended in self.by_plan:
            yield "plan", plan, "member", ended
        for area, own, everyone in self.by_area:
            yield "policy_area", area, "member", own
            yield "policy_area", area, "everyone", everyone


def comparison(member: Member, plans: Iterable[ActionPlan]) -> Comparison:
    """One query. `plans` are those public ones of the member that are to be compared. Of older rows that are likely in
    the current layout of OGP's data too, the newer row alone is counted."""
    newest = newest_first(plans)
    once: dict[str, list[str]] = {COMPARED: [ONCE]}
    its = {**once, Facet.MEMBER: [member.slug]}
    only = {PLAN: [plan.slug for plan in newest], Facet.MEMBER: [member.slug]}
    counts = index.counts(KIND, [PLAN, Facet.POLICY_AREA, Facet.COMPLETION], its, only=only)
    by_plan = _by_first(counts.by([PLAN, Facet.COMPLETION], its))
    by_area = _by_first(counts.by([Facet.POLICY_AREA, Facet.COMPLETION], its))
    by_area.pop(NOT_STATED, None)
    most = sorted(by_area, key=lambda area: (-by_area[area].commitments, area))[:AREAS]
    return Comparison(
        own=_how_ended(counts, its),
        everyone=_how_ended(counts, once),
        by_plan=[(plan, by_plan[plan.slug]) for plan in newest if plan.slug in by_plan],
        by_area=[(area, by_area[area], _how_ended(counts, {**once, Facet.POLICY_AREA: [area]})) for area in most],
    )


def newest_first(plans: Iterable[ActionPlan]) -> list[ActionPlan]:
    """Those of no known day last."""
    return sorted(plans, key=lambda plan: (day.text if (day := begun_on(plan)) else "", plan.slug), reverse=True)


def _by_first(counted: Mapping[tuple, int]) -> dict[str, Ended]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (value, completion), count in counted.items():
        found[value][completion] = count
    return {value: _ended(ended) for value, ended in found.items()}


def _how_ended(counts: index.Counts, where: Mapping[str, Sequence[str]]) -> Ended:
    return _ended({value: count for (value,), count in counts.by([Facet.COMPLETION], where).items()})


def _ended(by_completion: Mapping[str, int]) -> Ended:
    rated = {value: count for value, count in by_completion.items() if value != NOT_STATED}
    return Ended(rated, by_completion.get(NOT_STATED, 0))
