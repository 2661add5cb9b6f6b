"""Some of the entries of a kind, chosen by words and facets: how many they are, and a page of them in an order."""

from collections.abc import Iterator
from functools import cached_property

from pyroaring import BitMap

from .. import engines, words
from ..kept import kept
from ..postings import ALL, PLACED, Sets
from ..types import Asked, SelectionPage
from .counts import crossed
from .order import Order, page_by_rank

BEST = "best"
MOST_RANKED = 1000
AT_ONCE = 500


def selection(asked: Asked) -> "Selection":
    """One query, one more when words are asked for. Values that nothing has select nothing."""
    either = words.asked(asked.words, asked.languages)
    known = kept(asked.kind, asked.facets)
    return Selection(asked, known.sets, either, known.matching(either) if either else None)


class Selection:
    def __init__(self, asked: Asked, found: Sets, either: engines.Either, matching: BitMap | None) -> None:
        self._kind, self._sets, self._either = asked.kind, found, either
        everything = found.rows(ALL, "")
        self._everything = everything
        self._with_words = everything if matching is None else everything & matching
        self._chosen = {facet: values for facet, values in asked.chosen.items() if values}
        self._having = {facet: found.any_of(facet, values) for facet, values in self._chosen.items()}

    @cached_property
    def _rows(self) -> BitMap:
        return self._all_but("")

    def _all_but(self, facet: str) -> BitMap:
        """The selection as it would be if nothing of a facet were chosen."""
        having = (rows for other, rows in self._having.items() if other != facet)
        return BitMap.intersection(self._with_words, *having)

    @property
    def total(self) -> int:
        return len(self._rows)

    @property
    def total_of_all(self) -> int:
        """How many there are to select from."""
        return len(self._everything)

    @property
    def total_without_words(self) -> int:
        """How many there would be if no words were asked for."""
        return len(BitMap.intersection(self._everything, *self._having.values()))

    def total_without(self, facet: str) -> int:
        """How many there would be if nothing of a facet were chosen."""
        return len(self._all_but(facet))

    @property
    def can_rank(self) -> bool:
        """Whether the order "best" can be asked for: there are words, and not too many entries that hold them."""
        return bool(self._either) and self.total <= MOST_RANKED

    def counts(self, facet: str) -> dict[str, int]:
        """How many there are of each value, and would be if another of the facet were chosen: its own choice is left
        out. Without zeros, but for what is chosen."""
        counts = {value: count for (value,), count in crossed(self._sets, [facet], self._all_but(facet)).items()}
        return dict.fromkeys(sorted(self._chosen.get(facet, ())), 0) | counts

    def within(self, facet: str) -> dict[str, int]:
        """How many of the selection have each value, without zeros."""
        return {value: count for (value,), count in crossed(self._sets, [facet], self._rows).items()}

    def crossed(self, one: str, other: str) -> dict[tuple[str, str], int]:
        """How many of the selection have each value of one facet and each of another, without zeros."""
        return crossed(self._sets, [one, other], self._rows)

    def page(self, order: str, *, size: int, after: str = "", before: str = "") -> SelectionPage:
        """One page in an order of the entries, `-` before its name to read it backwards; an empty name, or one that no
        entry has, is the order in which they came. Or "best", where `can_rank`. One query.

        Raises `Invalid` for a cursor that was not made here.
        """
        if order == BEST and self.can_rank:
            return page_by_rank(self._either, self._rows, size, after, before)
        return self._in(order).page(size, after, before)

    def urns(self, order: str) -> Iterator[list[str]]:
        """All of them in an order, some at once, each with one query: for downloads of any length."""
        return self._in(order).batches(AT_ONCE)

    def _in(self, order: str) -> Order:
        name = order.removeprefix("-")
        keys = {value: self._sets.rows(name, value) for value in self._sets.values(name)}
        return Order(self._kind, order, self._rows, self._sets.rows(PLACED, name), keys)
