"""How commitments ended, by how specific they were: a finding about past data, and no prediction."""

from collections.abc import Mapping
from dataclasses import dataclass

from parvis.search import queries as index
from parvis.search.queries import Counts

from ..facets import COMPARED, KIND, LAYOUT, ONCE, Facet

SPECIFICITY = ("low", "medium", "high")
# "Unclear" and "withdrawn" say nothing of how far it came.
COMPLETION = ("complete", "substantial", "limited", "not_started")
STAGES = ("completion_progress_report", "completion_end_of_term")
LAYOUTS = ("older", "current")
# Of fewer, a share says little.
ENOUGH = 30
# What the counts are made of: to be read along where postings are read anyhow.
COUNTED_BY: dict[str, list[str]] = {
    Facet.SCALE: [
        *(f"specificity.{specificity}" for specificity in SPECIFICITY),
        *(f"{stage}.{value}" for stage in STAGES for value in COMPLETION),
    ],
    LAYOUT: [*LAYOUTS],
    COMPARED: [ONCE],
}


def delivered(ended: Mapping[str, int]) -> int:
    """Substantial or complete, of how many ended how."""
    return ended.get("complete", 0) + ended.get("substantial", 0)


def share(part: int, of: int) -> int | None:
    """In per cent; None of nothing."""
    return round(100 * part / of) if of else None


@dataclass(frozen=True)
class Level:
    """The commitments of one specificity: how many ended how."""

    specificity: str
    ended: Mapping[str, int]

    @property
    def rated(self) -> int:
        return sum(self.ended.values())

    @property
    def delivered(self) -> int:
        return delivered(self.ended)

    @property
    def is_enough(self) -> bool:
        return self.rated >= ENOUGH

    @property
    def share(self) -> int | None:
        """Of the rated, in per cent; None where they are too few."""
        return share(self.delivered, self.rated) if self.is_enough else None


@dataclass(frozen=True)
class DesignAndDelivery:
    """One layout's data at one stage: the two stages, and the two layouts, are not merged."""

    layout: str
    stage: str
    levels: tuple[Level, ...]

    @property
    def rated(self) -> int:
        return sum(level.rated for level in self.levels)

    @property
    def is_enough(self) -> bool:
        """Whether anything can be compared: two levels at least have enough."""
        return sum(level.is_enough for level in self.levels) >= 2

    @property
    def is_whole(self) -> bool:
        return all(level.is_enough for level in self.levels)


def design_and_delivery(counts: Counts | None = None) -> list[DesignAndDelivery]:
    """Those of which any is rated, in the order of the layouts and stages. Of older rows that are likely in the
    current layout too, the newer row alone is counted. One query, none where counts are given."""
    known = counts or index.counts(KIND, [*COUNTED_BY])
    found = [DesignAndDelivery(layout, stage, _levels(known, layout, stage)) for layout in LAYOUTS for stage in STAGES]
    return [one for one in found if one.rated]


def clearest(found: list[DesignAndDelivery]) -> DesignAndDelivery | None:
    """For a page with room for one sentence: of those with enough at every level, that with the most rated."""
    return max((one for one in found if one.is_whole), key=lambda one: one.rated, default=None)


def _levels(counts: Counts, layout: str, stage: str) -> tuple[Level, ...]:
    return tuple(
        Level(
            specificity,
            {
                value: counts.having(
                    (COMPARED, ONCE),
                    (LAYOUT, layout),
                    (Facet.SCALE, f"specificity.{specificity}"),
                    (Facet.SCALE, f"{stage}.{value}"),
                )
                for value in COMPLETION
            },
        )
        for specificity in SPECIFICITY
    )
