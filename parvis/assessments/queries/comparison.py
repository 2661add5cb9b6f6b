"""A member beside all members: how its commitments ended, over the years of its plans and by policy area."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parvis.accounts.types import Member
from parvis.search import queries as index

from ..facets import KIND, NOT_STATED, Facet
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
    """`by_year`: the years of its plans, the oldest first. `by_area`: policy areas, those with the most of its
    commitments first, each with what became of its own and of all members' commitments."""

    own: Ended
    everyone: Ended
    by_year: Sequence[tuple[str, Ended]]
    by_area: Sequence[tuple[str, Ended, Ended]]

    def rows(self) -> Iterator[tuple[str, str, str, Ended]]:
        """As a flat table: by what, of what, whose, how they ended."""
        yield "all", "", "member", self.own
        yield "all", "", "everyone", self.everyone
        for year, ended in self.by_year:
            yield "year", year, "member", ended
        for area, own, everyone in self.by_area:
            yield "policy_area", area, "member", own
            yield "policy_area", area, "everyone", everyone


def comparison(member: Member) -> Comparison:
    """One query."""
    its: dict[str, list[str]] = {Facet.MEMBER: [member.slug]}
    counts = index.counts(KIND, [Facet.YEAR, Facet.POLICY_AREA, Facet.COMPLETION], its)
    by_year = _by_first(counts.by([Facet.YEAR, Facet.COMPLETION], its))
    by_area = _by_first(counts.by([Facet.POLICY_AREA, Facet.COMPLETION], its))
    by_area.pop(NOT_STATED, None)
    most = sorted(by_area, key=lambda area: (-by_area[area].commitments, area))[:AREAS]
    return Comparison(
        own=_ended(_without_facet(counts.by([Facet.COMPLETION], its))),
        everyone=_ended(_without_facet(counts.by([Facet.COMPLETION]))),
        by_year=sorted(by_year.items(), key=lambda pair: (pair[0] == NOT_STATED, pair[0])),
        by_area=[
            (area, by_area[area], _ended(_without_facet(counts.by([Facet.COMPLETION], {Facet.POLICY_AREA: [area]}))))
            for area in most
        ],
    )


def _by_first(counted: Mapping[tuple, int]) -> dict[str, Ended]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (value, completion), count in counted.items():
        found[value][completion] = count
    return {value: _ended(ended) for value, ended in found.items()}


def _without_facet(counted: Mapping[tuple, int]) -> dict[str, int]:
    return {value: count for (value,), count in counted.items()}


def _ended(by_completion: Mapping[str, int]) -> Ended:
    rated = {value: count for value, count in by_completion.items() if value != NOT_STATED}
    return Ended(rated, by_completion.get(NOT_STATED, 0))
