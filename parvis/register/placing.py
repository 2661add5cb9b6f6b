"""Acts get their places: what a batch of lines makes of the tree, and the rows that it becomes."""

from collections.abc import Sequence
from operator import attrgetter

from parvis.kernel import bulk

from .errors import HeadMoved
from .leaves import mentioned
from .models import Entry, Facet, Head, Line, Mention, Subtree
from .tiles import HEIGHT
from .tree import CompactRange, leaf_hash

_COLUMNS = ("index", "hash", *Line.COLUMNS)
_SUBTREE = ("level", "index", "hash")


def placed(lines: Sequence[Line], tree: CompactRange) -> tuple[list[Entry], list[Subtree]]:
    """The entries that `lines` become at the end of `tree`, and the subtrees that they complete. `tree` grows."""
    entries, subtrees = [], []
    for line in lines:
        index = tree.size
        completed = tree.append(leaf_hash(line.leaf.encode()))
        columns = {name: getattr(line, name) for name in Line.COLUMNS}
        entries.append(Entry(index=index, hash=completed[0], **columns))
        subtrees += [
            Subtree(level=height // HEIGHT, index=index >> height, hash=completed[height])
            for height in range(HEIGHT, len(completed), HEIGHT)
        ]
    return entries, subtrees


def move(head: Head, tree: CompactRange) -> None:
    """Compare and set. The row stays held until the batch is stored, so that only one batch can follow another."""
    moved = Head.objects.filter(pk=Head.THE_ONE, size=head.size).update(size=tree.size, frontier=b"".join(tree.hashes))
    if not moved:
        raise HeadMoved(f"the log is no longer {head.size} entries long")


def keep(entries: Sequence[Entry], subtrees: Sequence[Subtree]) -> None:
    bulk.insert(Entry, _COLUMNS, map(attrgetter(*_COLUMNS), entries))
    bulk.insert(Subtree, _SUBTREE, map(attrgetter(*_SUBTREE), subtrees))
    mentions = ((entry.index, urn) for entry in entries for urn in sorted(mentioned(entry.leaf)))
    bulk.insert(Mention, ("entry", "urn"), mentions)
    Facet.objects.bulk_create(_facets(entries), ignore_conflicts=True)


def _facets(entries: Sequence[Entry]) -> list[Facet]:
    found = {(column, getattr(entry, column)) for entry in entries for column in ("event", "role", "body")}
    return [Facet(column=column, value=value) for column, value in sorted(found)]
