"""Acts get their places: what a batch of lines makes of the tree, and the rows that it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from parvis.kernel import bulk

from .errors import HeadMoved
from .finding import COLUMNS
from .leaves import mentioned
from .models import Entry, Facet, Head, Line, Mention, Outbox, Subtree
from .tiles import HEIGHT
from .tree import CompactRange, leaf_hash

_of_line = attrgetter(*Line.COLUMNS)
_SUBTREE = ("level", "index", "hash")
# What is read of a line to give it its place; the rest of it goes from table to table inside the database.
READ = ("pk", "leaf", *COLUMNS)


@dataclass(frozen=True, slots=True)
class Place:
    """`line`: a row of the outbox, or as much of it as `READ` names."""

    index: int
    hash: bytes
    line: Any


def placed(lines: Sequence[Any], tree: CompactRange) -> tuple[list[Place], list[Subtree]]:
    """The places that `lines` get at the end of `tree`, and the subtrees that they complete. `tree` grows."""
    places, subtrees = [], []
    for line in lines:
        index = tree.size
        completed = tree.append(leaf_hash(line.leaf.encode()))
        places.append(Place(index, completed[0], line))
        subtrees += [
            Subtree(level=height // HEIGHT, index=index >> height, hash=completed[height])
            for height in range(HEIGHT, len(completed), HEIGHT)
        ]
    return places, subtrees


def move(head: Head, tree: CompactRange) -> None:
    """Compare and set. The row stays held until the batch is stored, so that only one batch can follow another."""
    moved = Head.objects.filter(pk=Head.THE_ONE, size=head.size).update(size=tree.size, frontier=b"".join(tree.hashes))
    if not moved:
        raise HeadMoved(f"the log is no longer {head.size} entries long")


def take(places: Sequence[Place], subtrees: Sequence[Subtree]) -> None:
    """From the outbox into the log. Raises `HeadMoved` where another took some of them."""
    rows = [(place.line.pk, place.index, place.hash) for place in places]
    if bulk.move(Outbox, Entry, ("index", "hash"), rows) != len(rows):
        raise HeadMoved("another sequencer took acts of this batch")
    _keep_what_finds_them(places, subtrees)


def keep(places: Sequence[Place], subtrees: Sequence[Subtree]) -> None:
    """Lines that no outbox holds."""
    rows = ((place.index, place.hash, *_of_line(place.line)) for place in places)
    bulk.insert(Entry, ("index", "hash", *Line.COLUMNS), rows)
    _keep_what_finds_them(places, subtrees)


def _keep_what_finds_them(places: Sequence[Place], subtrees: Sequence[Subtree]) -> None:
    bulk.insert(Subtree, _SUBTREE, map(attrgetter(*_SUBTREE), subtrees))
    mentions = ((urn, place.index) for place in places for urn in mentioned(place.line.leaf))
    bulk.insert(Mention, ("urn", "entry"), sorted(mentions))
    Facet.objects.bulk_create(_facets(places), ignore_conflicts=True)


def _facets(places: Sequence[Place]) -> list[Facet]:
    found = {(column, getattr(place.line, column)) for place in places for column in COLUMNS}
    return [Facet(column=column, value=value) for column, value in sorted(found)]
