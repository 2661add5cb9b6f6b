"""After a backup was restored: bring back what was published since, from the published files, so that nothing forks."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction

from parvis.kernel import progress
from parvis.kernel.clock import now

from .continuing import signed_state
from .errors import CheckpointUnreadable, LogDisagrees, LogIncomplete, NothingPublished, SequencerAtWork
from .keys import signer
from .last_signed import last_signed
from .leaves import columns
from .models import Checkpoint, Head, Outbox, Publication
from .notes import State
from .objections import check_witnesses
from .placing import keep, move, placed
from .sequencer import BATCH, sole_sequencer
from .shown import signed_note
from .store import Store, store
from .stored import StoredTree, root_of, tile_hashes
from .tiles import WIDTH, Tile, unbundle
from .tree import CompactRange, leaf_hash
from .witnesses import panel


@dataclass
class Missing:
    """What the published log holds and the database does not: entries by event, and acts that wait as if not placed."""

    held: int
    published: int
    events: Counter = field(default_factory=Counter)
    waiting: int = 0

    @property
    def entries(self) -> int:
        return self.published - self.held


@contextmanager
def standing_still() -> Iterator[None]:
    """Raises `SequencerAtWork` where a process sequences, which then finishes its work without this one."""
    with sole_sequencer() as alone:
        if not alone:
            raise SequencerAtWork("A process is sequencing. Stop every `parvis work` first, then try again.")
        yield


def missing_entries() -> Missing:
    """Look without touching. What was found has been verified against the signed checkpoint.

    Raises `NothingPublished`, `LogIncomplete`, `LogDisagrees` where bringing it back would not lead to the root that
    was signed, and `WitnessesObject` where nothing published is missing, yet a witness has seen more.
    """
    log, (note, state), head = store(), _newest_signed(), _head()
    tree, found = _database_tree(head), Missing(head.size, max(state.size, head.size))
    if head.size >= state.size:
        _check_that_database_begins_so(state)
        check_witnesses(note, held=head.size)
        return found
    for lines in _lines(log, head.size, state.size, step="checking"):
        placed(lines, tree)
        found.events.update(line.event for line in lines)
        found.waiting += Outbox.objects.filter(act__in=[line.act for line in lines]).count()
    _check_root(log, tree, state, held=head.size)
    return found


def bring_back_entries() -> Missing:
    """All or nothing, in constant memory. Acts of the outbox that are in the published log leave it: they have places.

    Raises what `missing_entries` raises, and `HeadMoved`.
    """
    log, (note, state) = store(), _newest_signed()
    with transaction.atomic():
        head = _head()
        tree, found = _database_tree(head), Missing(head.size, max(state.size, head.size))
        if not found.entries:
            _check_that_database_begins_so(state)
            return found
        for lines in _lines(log, head.size, state.size, step="bringing_back"):
            keep(*placed(lines, tree))
            found.events.update(line.event for line in lines)
            gone, _by_table = Outbox.objects.filter(act__in=[line.act for line in lines]).delete()
            found.waiting += gone
        _check_root(log, tree, state, held=head.size)
        move(head, tree)
        _keep_checkpoint(note, state)
        if shown := _shown(log):
            Publication.published(State.parse(shown).size, at=now())
    return found


def _head() -> Head:
    return Head.objects.get_or_create(pk=Head.THE_ONE)[0]


def _newest_signed() -> tuple[str, State]:
    """The largest state that bears our signature: as published, or as the signer remembers it."""
    remembered, log = last_signed().read(), store()
    notes = [note for note in (_shown(log), remembered.note if remembered else "") if note]
    if not notes:
        raise NothingPublished(f"There is no checkpoint in {log}: nothing was published that could be missing.")
    key = signer().verifier
    return max(((note, signed_state(note, key, log)) for note in notes), key=lambda pair: pair[1].size)


def _shown(log: Store) -> str:
    """A damaged checkpoint says nothing that the signer does not remember. Raises `CheckpointUnreadable`."""
    try:
        return signed_note(log, signer().verifier)
    except CheckpointUnreadable:
        if last_signed().read() is None:
            raise
        return ""


def _keep_checkpoint(note: str, state: State) -> None:
    cosigned = len(panel().cosigned(note))
    at = _signed_at(note)
    Checkpoint.objects.create(size=state.size, root=state.root, note=note, cosigned=cosigned, signed_at=at)


def _signed_at(note: str) -> datetime:
    """What the signer remembers has no cosignatures yet, which stand last."""
    remembered = last_signed().read()
    return remembered.at if remembered and note.startswith(remembered.note) else now()


def _database_tree(head: Head) -> CompactRange:
    tree = StoredTree().frontier(head.size)
    if tree.root() != root_of(head):
        raise LogDisagrees("The database's entries do not lead to its own head. Restore it from an older backup.")
    return tree


def _lines(log: Store, start: int, stop: int, *, step: str) -> Iterator[list[Outbox]]:
    """The published acts from `start` up to `stop`, as lines without places, so many at a time."""
    leaves = progress.counted(_leaves(log, start, stop), step=step, total=stop - start)
    numbered = enumerate(leaves, start)
    while batch := list(islice(numbered, BATCH)):
        yield [_line(index, leaf) for index, leaf in batch]


def _line(index: int, leaf: bytes) -> Outbox:
    try:
        return Outbox(**columns(leaf.decode()))
    except ValueError as error:
        raise LogDisagrees(f"The published entry {index} is {error}. Nothing was changed.") from None


def _leaves(log: Store, start: int, stop: int) -> Iterator[bytes]:
    for number in range(start // WIDTH, -(-stop // WIDTH)):
        first = number * WIDTH
        yield from _bundle(log, number, stop)[max(0, start - first) :]


def _bundle(log: Store, number: int, size: int) -> list[bytes]:
    """The entries of a bundle as far as a log of `size` goes: its partial bundle, or the full one that followed."""
    width = min(WIDTH, size - number * WIDTH)
    for path in dict.fromkeys((Tile(0, number, width).bundle_path, Tile(0, number).bundle_path)):
        data = log.read(path)
        if data is None:
            continue
        try:
            entries = unbundle(data)[:width]
        except ValueError as error:
            raise LogIncomplete(f"{path} in {log} is damaged: {error}. Put it back from a mirror.") from None
        if len(entries) < width:
            raise LogIncomplete(f"{path} in {log} has {len(entries)} entries of {width}. Put it back from a mirror.")
        return entries
    raise LogIncomplete(f"{Tile(0, number, width).bundle_path} is not in {log}. Put it back from a mirror.")


def _check_that_database_begins_so(state: State) -> None:
    if StoredTree().frontier(state.size).root() != state.root:
        raise LogDisagrees(
            f"The database holds other entries than the {state.size} that were signed. Nothing can be brought back "
            "from the published files; restore the database from another backup."
        )


def _check_root(log: Store, tree: CompactRange, state: State, *, held: int) -> None:
    if tree.root() != state.root:
        raise LogDisagrees(f"{_first_wrong(log, state, held)} Nothing was changed.")


def _first_wrong(log: Store, state: State, held: int) -> str:
    """Where files, tiles and database first differ."""
    for number in range(-(-state.size // WIDTH)):
        tile = Tile(0, number, min(WIDTH, state.size - number * WIDTH))
        hashes = [leaf_hash(leaf) for leaf in _bundle(log, number, state.size)]
        for others, whose in ((_tile_file(log, tile), "the tile beside it"), (tile_hashes(tile), "the database")):
            for place, (one, other) in enumerate(zip(hashes, others, strict=False), tile.start):
                if one != other and (whose != "the database" or place < held):
                    return f"Entry {place}, in {tile.bundle_path} of {log}, is not the one that {whose} has."
    return f"The entries in {log} do not lead to the root that was signed."


def _tile_file(log: Store, tile: Tile) -> list[bytes]:
    data = log.read(tile.path) or log.read(Tile(0, tile.index).path) or b""
    return [data[place : place + 32] for place in range(0, len(data), 32)]
