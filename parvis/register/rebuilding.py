"""The published files made again from the database, byte for byte, in constant memory."""

from collections.abc import Iterator
from dataclasses import dataclass

from parvis.kernel import progress

from .errors import CheckpointUnreadable, LogDisagrees, NothingPublished
from .keys import signer
from .last_signed import last_signed
from .models import Checkpoint
from .notes import State
from .publisher import Publisher, publisher
from .shown import signed_note
from .store import Store, store
from .stored import tile_hashes, tile_leaves
from .tiles import CHECKPOINT, HEIGHT, WIDTH, Tile, bundle, new_tiles
from .tree import CompactRange, leaf_hash

File = tuple[str, bytes]


@dataclass
class Rebuilt:
    """How many files a log has, and how many of them were missing or not as they should be."""

    files: int = 0
    written: int = 0


def rebuild_files() -> Rebuilt:
    """Write each file that is not there as it should be; the checkpoint last. Others are left alone.

    Raises `RegisterRefusal` before anything is written where the database does not lead to what was signed.
    """
    log, publish = store(), _publisher()
    checkpoint = _last_signed(publish)
    tree = CompactRange()
    for leaf in progress.counted(_leaves(checkpoint.size), step="checking", total=checkpoint.size):
        tree.append(leaf_hash(leaf))
    if tree.root() != bytes(checkpoint.root):
        raise LogDisagrees(
            f"The {checkpoint.size} entries of the database do not lead to the root that was signed. "
            "No file was written. Restore the database, or keep the files that there are."
        )
    rebuilt, total = Rebuilt(), _count(checkpoint.size)
    for files in progress.counted(_files(checkpoint.size), step="writing", total=total):
        for path, data in files:
            _put(log, path, data, rebuilt)
    for path, data in publish.told().items():
        _put(log, path, data, rebuilt)
    log.settle()
    _put_checkpoint(log, checkpoint.note.encode(), rebuilt)
    return rebuilt


def _publisher() -> Publisher:
    """A checkpoint that is damaged may go: the signer remembers one at least as long, and the database leads to it."""
    try:
        return publisher()
    except CheckpointUnreadable:
        memory = last_signed()
        if memory.read() is None:
            raise CheckpointUnreadable(
                f"Neither the published checkpoint in {store()} nor the signer's memory says how long the log was. "
                "Put the checkpoint back from a mirror, or remove it where no mirror is. Then: "
                "parvis renew-signer-memory"
            ) from None
        return Publisher(store(), signer(), memory, published="")


def _last_signed(publish: Publisher) -> Checkpoint:
    """By a publisher, which has seen that the database continues what was published and signed."""
    if publish.last is None:
        raise NothingPublished("Nothing was signed yet: `parvis work` publishes the log for the first time.")
    return publish.last


def _leaves(size: int) -> Iterator[bytes]:
    for number in range(-(-size // WIDTH)):
        yield from (leaf for leaf, _hash in tile_leaves(Tile(0, number, min(WIDTH, size - number * WIDTH))))


def _count(size: int) -> int:
    return sum(-(-(size >> HEIGHT * level) // WIDTH) for level in range(1 + size.bit_length() // HEIGHT))


def _files(size: int) -> Iterator[list[File]]:
    """The files of each tile of a log: a tile that is not full has one for each checkpoint that ended in it."""
    for tile in new_tiles(0, size):
        hashes = tile_hashes(tile)
        leaves = [leaf for leaf, _hash in tile_leaves(tile)] if tile.level == 0 else []
        for width in [WIDTH] if tile.width == WIDTH else sorted(_widths(tile)):
            part = Tile(tile.level, tile.index, width)
            found = [(part.path, b"".join(hashes[:width]))]
            yield [(part.bundle_path, bundle(leaves[:width])), *found] if tile.level == 0 else found


def _widths(tile: Tile) -> set[int]:
    height = HEIGHT * tile.level
    sizes = Checkpoint.objects.filter(size__gte=(tile.start + 1) << height).values_list("size", flat=True).distinct()
    ends = ((size >> height) - tile.start for size in sizes.iterator())
    return {tile.width, *(end for end in ends if end <= tile.width)}


def _put(log: Store, path: str, data: bytes, rebuilt: Rebuilt) -> None:
    rebuilt.files += 1
    if log.read(path) != data:
        log.write(path, data)
        rebuilt.written += 1


def _put_checkpoint(log: Store, note: bytes, rebuilt: Rebuilt) -> None:
    rebuilt.files += 1
    shown = log.read(CHECKPOINT)
    if _shown_size(log) >= State.parse(note.decode()).size:
        return
    log.replace(CHECKPOINT, note, before=shown)
    log.settle()
    rebuilt.written += 1


def _shown_size(log: Store) -> int:
    """-1 where none is shown that can be read."""
    try:
        note = signed_note(log, signer().verifier)
    except CheckpointUnreadable:
        return -1
    return State.parse(note).size if note else -1
