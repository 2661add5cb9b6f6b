"""Two databases, one way to ask. An engine stores the words of entries and finds entries by words; it knows no text.

And it walks entries in an order, and writes sets of them: where SQL is not the same on both, it stands here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import ModuleType
from typing import NamedTuple

from django.db import connection
from pyroaring import BitMap

from . import postgresql, sqlite
from .among import Among

MOST_WORDS = 20_000

# Lists of words, of which an entry holds one whole.
Either = Sequence[Sequence[str]]


class Words(NamedTuple):
    title: list[str]
    body: list[str]


class Placed(NamedTuple):
    """An entry where it stands in an order. Without a key it has no place there."""

    key: str
    pk: int
    urn: str


class Known(NamedTuple):
    """The distinct words of an entry, title and body."""

    urn: str
    words: frozenset[str]


def put(entries: Mapping[int, Words]) -> None:
    """Store the words of entries, by primary key, over what was there."""
    cut = {pk: Words(words.title[:MOST_WORDS], words.body[:MOST_WORDS]) for pk, words in entries.items()}
    with connection.cursor() as cursor:
        _engine().put(cursor, cut)


def matching(either: Either) -> BitMap:
    """All entries that hold the words, of any kind. One query."""
    with connection.cursor() as cursor:
        return _engine().matching(cursor, either)


def best(either: Either, among: Iterable[int], *, start: int = 0, size: int) -> list[tuple[int, str]]:
    """Primary key and URN of entries among those that match, the best first. One query."""
    with connection.cursor() as cursor:
        return _engine().best(cursor, either, list(among), start, size)


def known(pks: Collection[int]) -> dict[int, Known]:
    """One query, where there are any."""
    if not pks:
        return {}
    with connection.cursor() as cursor:
        return {pk: Known(urn, frozenset(words)) for pk, urn, words in _engine().known(cursor, list(pks))}


class Walk(NamedTuple):
    """Along an order of a kind, forwards or backwards, from just beyond a key and an entry, or from a key, or from the
    end."""

    kind: str
    order: str
    is_backwards: bool
    beyond: tuple[str, int] | None
    size: int
    start: str | None = None


def walk(walk: Walk, among: Among, without_place: Sequence[int]) -> list[Placed]:
    """The next entries among some that have a place in the order, and all of some that have none. One query.

    They come in no order.
    """
    with connection.cursor() as cursor:
        rows = _engine().walk(cursor, walk, among, list(without_place))
    return [Placed(*row) for row in rows]


def _engine() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite
