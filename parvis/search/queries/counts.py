"""Numbers of entries by their facets, outside any selection."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q
from pyroaring import BitMap

from ..postings import ALL, Sets, sets

Where = Mapping[str, Collection[str]]


class Counts:
    """The sets of some facets, read once, to be counted in more than one way. No query is made."""

    def __init__(self, found: Sets) -> None:
        self._sets = found

    def by(self, facets: Sequence[str], where: Where | None = None) -> dict[tuple, int]:
        """How many entries have each combination of values of these facets, and any of the values that `where` names.

        `by(["colour", "size"], {"tree": ["oak"]})` → `{("green", "small"): 3, …}`, without zeros.
        """
        return dict(crossed(self._sets, facets, BitMap.intersection(*_conditions(self._sets, where or {}))))

    def having(self, *pairs: tuple[str, str]) -> int:
        """How many have every one of these values, which may be two of one facet."""
        return len(BitMap.intersection(self._sets.rows(ALL, ""), *(self._sets.rows(*pair) for pair in pairs)))


def counts(kind: str, facets: Sequence[str], where: Where | None = None, *, only: Where | None = None) -> Counts:
    """The sets of these facets, and of those that `where` names. One query.

    `only`: of a facet with very many values, those that will be counted; the others are not read.
    """
    some = only or {}
    whole = Q(facet__in={*facets, *(where or {}), ALL} - some.keys())
    return Counts(sets(kind, whole, *(Q(facet=facet, value__in=values) for facet, values in some.items())))


def counted(kind: str, facets: Sequence[str], where: Where | None = None) -> dict[tuple, int]:
    """`Counts.by` of these facets, whose sets alone are read. One query."""
    return counts(kind, facets, where).by(facets, where)


def crossed(found: Sets, facets: Sequence[str], rows: BitMap) -> dict[tuple, int]:
    """How many of `rows` have each combination of values of the facets, without zeros."""
    if not facets:
        return {(): len(rows)} if rows else {}
    first, *others = facets
    if not others:
        counts = ((value, rows.intersection_cardinality(found.rows(first, value))) for value in found.values(first))
        return {(value,): count for value, count in counts if count}
    return {
        (value, *rest): count
        for value in found.values(first)
        for rest, count in crossed(found, others, rows & found.rows(first, value)).items()
    }


def _conditions(found: Sets, where: Where) -> list[BitMap]:
    return [found.rows(ALL, ""), *(found.any_of(facet, values) for facet, values in where.items())]
