"""Pages of some entries in an order: those that have a place in it, then, as they came, those that have none."""

from collections.abc import Iterator, Mapping
from itertools import islice

from pyroaring import BitMap

from parvis.kernel.pages import cursor_of, not_made_here, values_of

from .. import engines
from ..engines import Among, Placed, Walk
from ..placing import LONGEST_KEY
from ..types import SelectionPage

LARGEST_KEY = 2**32 - 1


class Order:
    def __init__(self, kind: str, name: str, rows: BitMap, placed: BitMap, keys: Mapping[str, BitMap]) -> None:
        """`placed`: all entries that have a place in the order, whether among `rows` or not. `keys`: the entries of
        each key, if the order is that of a facet; empty, if not."""
        self._kind, self._name, self._is_backwards = kind, name.removeprefix("-"), name.startswith("-")
        self._placed, self._without = Among(rows & placed, placed), rows - placed
        self._none = Among(BitMap(), placed)
        self._keys = keys

    def page(self, size: int, after: str, before: str) -> SelectionPage:
        towards_start = bool(before)
        cursor = _read(before or after) if before or after else None
        found = self._next(cursor, size + 1, towards_start)
        more, found = len(found) > size, found[:size]
        if towards_start:
            found.reverse()
        first, last = (found[0], found[-1]) if found else (None, None)
        return SelectionPage(
            urns=[one.urn for one in found],
            after=_cursor(last) if last and (more or towards_start) else None,
            before=_cursor(first) if first and (after or (towards_start and more)) else None,
        )

    def batches(self, size: int) -> Iterator[list[str]]:
        last: tuple[str, int] | None = None
        while found := self._next(last, size, towards_start=False):
            yield [one.urn for one in found]
            last = found[-1].key, found[-1].pk

    def _next(self, cursor: tuple[str, int] | None, size: int, towards_start: bool) -> list[Placed]:
        """Up to `size` entries from just beyond the cursor, those that come first in this direction first."""
        without = self._next_without(cursor, size, towards_start)
        backwards = self._is_backwards != towards_start
        is_past = cursor is not None and not cursor[0]
        # From among those that have no place, one way leads past all that have one, the other to their end.
        among = self._none if is_past and not towards_start else self._placed
        beyond = None if is_past else cursor
        walk = Walk(self._kind, self._name, backwards, beyond, size, None if beyond else self._first_key(backwards))
        found = engines.walk(walk, among, without)
        placed = sorted((one for one in found if one.key), key=lambda one: (one.key, one.pk), reverse=backwards)
        others = sorted((one for one in found if not one.key), key=lambda one: one.pk, reverse=towards_start)
        return ([*others, *placed] if towards_start else [*placed, *others])[:size]

    def _first_key(self, backwards: bool) -> str | None:
        """Where the first of the rows stands, lest all be read that stand before it: of those of one year, say."""
        keys = (key for key, rows in self._keys.items() if not rows.isdisjoint(self._placed.rows))
        first = max(keys, default=None) if backwards else min(keys, default=None)
        return first[:LONGEST_KEY] if first else None

    def _next_without(self, cursor: tuple[str, int] | None, size: int, towards_start: bool) -> list[int]:
        if not towards_start:
            start = cursor[1] + 1 if cursor and not cursor[0] else 0
            return list(islice(self._without.iter_equal_or_larger(start), size))
        end = self._without.rank(cursor[1] - 1) if cursor and not cursor[0] else 0
        return list(self._without[max(end - size, 0) : end])


def page_by_rank(either: engines.Either, rows: BitMap, size: int, after: str, before: str) -> SelectionPage:
    """Pages are counted: every row is ranked anyhow."""
    cursor = before or after or "0"
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 4):
        raise not_made_here()
    start = max(int(cursor) - size, 0) if before else int(cursor)
    found = engines.best(either, rows, start=start, size=size)
    return SelectionPage(
        urns=[urn for _pk, urn in found],
        after=str(start + size) if start + size < len(rows) else None,
        before=str(start) if start else None,
    )


def _cursor(one: Placed) -> str:
    return cursor_of([one.key, one.pk])


def _read(cursor: str) -> tuple[str, int]:
    key, pk = values_of(cursor, 2)
    if isinstance(key, str) and _is_stored(key) and type(pk) is int and 0 < pk <= LARGEST_KEY:
        return key, pk
    raise not_made_here()


def _is_stored(key: str) -> bool:
    """Whether a database could hold it: no zero byte, no half of a character."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in key)
