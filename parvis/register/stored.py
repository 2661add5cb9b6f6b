"""The tree as the database holds it."""

from collections.abc import Iterator

from django.db.models import QuerySet

from .models import Entry, Head, Subtree
from .tiles import HEIGHT, WIDTH, Tile
from .tree import CompactRange, complete_subtrees, fold, node_hash


class StoredTree:
    """A source of hashes for proofs. One query for each tile it needs."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, height: int, index: int) -> bytes:
        level, above = divmod(height, HEIGHT)
        tile, place = divmod(index << above, WIDTH)
        if (level, tile) not in self._tiles:
            self._tiles[level, tile] = tile_hashes(Tile(level, tile))
        hashes = self._tiles[level, tile][place : place + (1 << above)]
        while len(hashes) > 1:
            hashes = [node_hash(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=True)]
        return hashes[0]

    def frontier(self, size: int) -> CompactRange:
        return CompactRange(size, [self(height, index) for height, index in complete_subtrees(0, size)])


def tile_hashes(tile: Tile) -> list[bytes]:
    """Fewer than the tile's width where the log has not come that far."""
    rows: QuerySet = Entry.objects.all() if tile.level == 0 else Subtree.objects.filter(level=tile.level)
    found = rows.filter(index__gte=tile.start, index__lt=tile.stop).order_by("index")
    return [bytes(hash_) for hash_ in found.values_list("hash", flat=True)]


def tile_leaves(tile: Tile) -> list[tuple[bytes, bytes]]:
    """The entries of a tile of level 0, and their hashes."""
    rows = Entry.objects.filter(index__gte=tile.start, index__lt=tile.stop).order_by("index")
    return [(leaf.encode(), bytes(hash_)) for leaf, hash_ in rows.values_list("leaf", "hash")]


def frontier_of(head: Head) -> CompactRange:
    return CompactRange(head.size, _split(bytes(head.frontier)))


def root_of(head: Head) -> bytes:
    return fold(list(_split(bytes(head.frontier))))


def _split(hashes: bytes) -> Iterator[bytes]:
    return (hashes[place : place + 32] for place in range(0, len(hashes), 32))
