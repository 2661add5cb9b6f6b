"""Numbers of entries by their facets, outside any selection."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q
from pyroaring import BitMap

from ..postings import ALL, Sets, sets


def counted(kind: str, facets: Sequence[str], where: Mapping[str, Collection[str]] | None = None) -> dict[tuple, int]:
    """How many entries have each combination of values of these facets, and any of the values that `where` names.

    `counted("leaf", ["colour", "size"], {"tree": ["oak"]})` → `{("green", "small"): 3, …}`, without zeros. One query,
    which reads the sets of these facets only.
    """
    where = where or {}
    found = sets(kind, Q(facet__in={*facets, *where, ALL}))
    return dict(crossed(found, facets, BitMap.intersection(*_conditions(found, where))))


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


def _conditions(found: Sets, where: Mapping[str, Collection[str]]) -> list[BitMap]:
    return [found.rows(ALL, ""), *(found.any_of(facet, values) for facet, values in where.items())]
