"""Whether what this site shows of an act is what was published: read from the files, as anyone reads them."""

from enum import Enum

from .errors import CheckpointUnreadable
from .models import Entry
from .notes import State, Verifier
from .publisher import VKEY
from .shown import shown_note
from .store import Store, store
from .tiles import HEIGHT, WIDTH, Tile
from .tree import inclusion_proof, is_included, leaf_hash, node_hash


class Standing(Enum):
    """`ALTERED`: what is shown does not lead to the signed root, or the signature does not hold."""

    UNCHANGED = "unchanged"
    WAITING = "waiting"
    ALTERED = "altered"


class PublishedTree:
    """A source of hashes for proofs, from the published tiles of a log of this size. Raises `Incomplete`."""

    def __init__(self, log: Store, size: int) -> None:
        self.log, self.size = log, size
        self._tiles: dict[tuple[int, int], bytes] = {}

    def __call__(self, height: int, index: int) -> bytes:
        level, above = divmod(height, HEIGHT)
        tile, place = divmod(index << above, WIDTH)
        hashes = self._read(level, tile)[place * 32 : (place + (1 << above)) * 32]
        if len(hashes) != 32 << above:
            raise Incomplete(f"tile {tile} of level {level} ends before its entry {place}")
        parts = [hashes[start : start + 32] for start in range(0, len(hashes), 32)]
        while len(parts) > 1:
            parts = [node_hash(*pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
        return parts[0]

    def _read(self, level: int, index: int) -> bytes:
        if (level, index) not in self._tiles:
            width = min(WIDTH, (self.size >> HEIGHT * level) - index * WIDTH)
            # A partial tile may be collected once the full one is there.
            paths = dict.fromkeys([Tile(level, index, width).path, Tile(level, index).path])
            found = next(filter(None, map(self.log.read, paths)), None)
            if found is None:
                raise Incomplete(f"tile {index} of level {level} is not there")
            self._tiles[level, index] = found
        return self._tiles[level, index]


class Incomplete(Exception):
    """The published files lack a part of what their checkpoint covers."""


def standing_of(entry: Entry) -> Standing:
    """Hashes the entry again and follows it to the root that was signed. No query."""
    log = store()
    try:
        note = shown_note(log)
        if not note:
            return Standing.WAITING
        vkey = (log.read(VKEY) or b"").decode()
        state = State.parse(Verifier.parse(vkey).opened(note))
        if state.size <= entry.index:
            return Standing.WAITING
        proof = inclusion_proof(entry.index, state.size, PublishedTree(log, state.size))
    except (CheckpointUnreadable, ValueError, Incomplete):
        return Standing.ALTERED
    hash_ = leaf_hash(entry.leaf.encode())
    holds = is_included(hash_, entry.index, state.size, proof, state.root)
    return Standing.UNCHANGED if holds else Standing.ALTERED
