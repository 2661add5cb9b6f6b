"""Facets as sets of rows: for each value of a facet, the entries that have it.

Beside what callers name there are facets of the room itself. Their names begin with `·`, which is beyond every ASCII
name, so that a range of names leaves the many words of titles aside.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q
from pyroaring import BitMap

from parvis.kernel import bulk

from .models import Posting
from .types import Indexed

ALL, PLACED, WORD = "·all", "·placed", "·word"
AT_ONCE = 900

Facets = Mapping[str, Sequence[str]]
Stored = bytes | memoryview


class _Stored(NamedTuple):
    """A posting, or (without a primary key) that there is none."""

    pk: int | None
    rows: BitMap


_NOWHERE = _Stored(None, BitMap())


class Sets:
    """Facet → value → the entries that have it, made into a set when it is first asked for."""

    def __init__(self, rows: Iterable[tuple[str, str, Stored]]) -> None:
        self._stored: dict[str, dict[str, Stored]] = defaultdict(dict)
        for facet, value, stored in rows:
            self._stored[facet][value] = stored
        self._made: dict[tuple[str, str], BitMap] = {}

    def values(self, facet: str) -> Iterable[str]:
        return self._stored.get(facet, {})

    def rows(self, facet: str, value: str) -> BitMap:
        """Not to be changed. Empty for a value that nothing has."""
        if (facet, value) not in self._made:
            stored = self._stored.get(facet, {}).get(value)
            self._made[facet, value] = BitMap() if stored is None else BitMap.deserialize(bytes(stored))
        return self._made[facet, value]

    def any_of(self, facet: str, values: Iterable[str]) -> BitMap:
        return BitMap.union(BitMap(), *(self.rows(facet, value) for value in values))


def sets(kind: str, *where: Q) -> Sets:
    """Some sets of a kind: those of any of the conditions, of which no two may be met by one set. One query.

    They are asked one after the other: of an OR, SQLite makes a walk through all sets of the kind.
    """
    first, *others = (Posting.objects.filter(one, kind=kind).values_list("facet", "value", "rows") for one in where)
    return Sets(first.union(*others, all=True) if others else first)


def selecting(facets: Sequence[str]) -> Q:
    """These facets, or every one by which a selection can be made: all but the words of titles."""
    return Q(facet__in=[*facets, ALL, PLACED]) if facets else Q(facet__lt=WORD)


def everything(kinds: Iterable[str]) -> dict[str, BitMap]:
    """All entries of each kind. One query."""
    rows = Posting.objects.filter(kind__in=list(kinds), facet=ALL).values_list("kind", "rows")
    return {kind: BitMap.deserialize(bytes(stored)) for kind, stored in rows}


def facets_of(one: Indexed, *, title: Iterable[str]) -> dict[str, list[str]]:
    """Those that it names, and those of the room: that it is there, where it has a place, the words of its title."""
    found = {facet: sorted(set(values)) for facet, values in one.facets.items() if values}
    if found:
        found[WORD] = sorted(set(title))
    if placed := sorted(order for order, key in one.orders.items() if key):
        found[PLACED] = placed
    return found | {ALL: [""]}


def move(kind: str, changes: Iterable[tuple[int, Facets, Facets]]) -> None:
    """Take entries out of the sets that they were in and put them into those that they are in now.

    `changes`: primary key, facets before, facets now. What is there and belongs there is put there again, so that a new
    index also fills what was lost. The caller holds the kind.
    """
    joining: dict[tuple[str, str], list[int]] = defaultdict(list)
    leaving: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, before, now in changes:
        now_in = set(_pairs(now))
        for pair in now_in:
            joining[pair].append(pk)
        for pair in set(_pairs(before)) - now_in:
            leaving[pair].append(pk)
    touched = joining.keys() | leaving.keys()
    stored = _stored(kind, touched)
    emptied: list[int] = []
    changed: list[tuple[int, tuple[bytes]]] = []
    new: list[tuple[str, str, str, bytes]] = []
    for pair in sorted(touched):
        was = stored.get(pair, _NOWHERE)
        rows = (was.rows | BitMap(joining.get(pair, ()))) - BitMap(leaving.get(pair, ()))
        if rows == was.rows:
            continue
        rows.run_optimize()
        if was.pk is None:
            new.append((kind, *pair, rows.serialize()))
        elif rows:
            changed.append((was.pk, (rows.serialize(),)))
        else:
            emptied.append(was.pk)
    bulk.insert(Posting, ("kind", "facet", "value", "rows"), new)
    bulk.update(Posting, ("rows",), changed)
    Posting.objects.filter(pk__in=emptied).delete()


def _pairs(facets: Facets) -> Iterator[tuple[str, str]]:
    return ((facet, value) for facet, values in facets.items() for value in values)


def _stored(kind: str, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], _Stored]:
    values = sorted({value for _facet, value in pairs})
    found = {}
    for start in range(0, len(values), AT_ONCE):
        rows = Posting.objects.filter(
            kind=kind, facet__in={facet for facet, _value in pairs}, value__in=values[start : start + AT_ONCE]
        )
        for pk, facet, value, stored in rows.values_list("pk", "facet", "value", "rows"):
            if (facet, value) in pairs:
                found[facet, value] = _Stored(pk, BitMap.deserialize(bytes(stored)))
    return found
