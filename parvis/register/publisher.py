"""From the database to the published files, and the signature over them."""

from datetime import timedelta

from django.db import transaction

from parvis.kernel.clock import now

from .clocks import MAY_DIFFER
from .continuing import signed_before
from .errors import LogDisagrees, SignedMeanwhile
from .keys import second_signer, signer
from .last_signed import LastSigned, last_signed
from .models import Checkpoint, Head, Publication
from .notes import Signer, State
from .objections import check_witnesses
from .shown import signed_note
from .store import Store, store
from .stored import StoredTree, root_of, tile_hashes, tile_leaves
from .tiles import CHECKPOINT, Tile, bundle, new_tiles
from .tree import CompactRange, leaf_hash
from .witnesses import POLICY, panel
from .witnessing import WAIT, Witnessing

VKEY = "vkey"
SIGNED_AGAIN_AFTER = timedelta(hours=24)


class Publisher:
    """Signs only what it has itself derived, entry by entry, from what was signed before.

    Files are a function of the entries, so that writing one twice, after a crash, changes nothing. An error leaves
    the publisher unusable: make a new one, which starts from what was stored and published.
    """

    def __init__(self, store: Store, key: Signer, memory: LastSigned, published: str) -> None:
        """`published` is the note that the next one replaces.

        Raises `DatabaseBehindLog`, `LogDisagrees` and `SignerForgot`.
        """
        self.store, self.key, self.memory, self.published = store, key, memory, published
        store.prepare()
        self.last = Checkpoint.objects.order_by("pk").last()
        self.signed = self._signed_before()
        self.second, self.witnessing = second_signer(), Witnessing(panel())
        self.tiles_size = State.parse(self.published).size if self.published else 0
        for name, text in self.told().items():
            if store.read(name) != text:
                store.write(name, text)

    def check_witnesses(self) -> None:
        """Before anything is signed. An empty log is the beginning of any, so to sign that contradicts nothing.

        Raises `WitnessesObject`.
        """
        note = self.last.note if self.last else self.key.signed(str(State(self.key.name, 0, CompactRange().root())))
        check_witnesses(note, held=Head.objects.get(pk=Head.THE_ONE).size)

    def publish(self) -> None:
        """Raises `PublishedMeanwhile` when another has published since, and `ClockAstray`."""
        head = Head.objects.get(pk=Head.THE_ONE)
        self._write_tiles(head.size)
        if self.last is None or self.last.size != head.size or self.must_sign_again():
            self.last = self._sign(head)
            self._show(self.witnessing.cosigned(self.last, within=WAIT))
        else:
            self._show_changed(self.witnessing.cosigned(self.last, within=WAIT))

    def add_cosignatures(self) -> None:
        """Put what witnesses sent meanwhile on the published checkpoint. Costs nothing where nothing came.

        Raises `PublishedMeanwhile`.
        """
        if self.last is not None:
            self._show_changed(self.witnessing.cosigned(self.last))

    def told(self) -> dict[str, bytes]:
        """Whose signatures to look for: files beside the log."""
        others = [str(self.second.key)] if self.second else []
        policy = self.witnessing.panel.policy(str(self.key.verifier), others)
        return {VKEY: f"{self.key.verifier}\n".encode(), POLICY: policy.encode()}

    def _show_changed(self, checkpoint: Checkpoint) -> None:
        if self.published != checkpoint.note:
            self._show(checkpoint)

    def _show(self, checkpoint: Checkpoint) -> None:
        """What is shown once cannot be taken back: the checkpoint comes last, over the one that was read at first."""
        self.store.replace(CHECKPOINT, checkpoint.note.encode(), before=self.published.encode() or None)
        self.store.settle()
        self.published = checkpoint.note
        Publication.published(checkpoint.size, at=now())

    def must_sign_again(self) -> bool:
        """Also over what a wrong clock had signed in days to come."""
        return self.last is None or not -MAY_DIFFER <= now() - self.last.signed_at < SIGNED_AGAIN_AFTER

    def _signed_before(self) -> CompactRange:
        """Read last of all: what another signs meanwhile is in its memory before it is anywhere else."""
        remembered = self.memory.read()
        if remembered is None and (self.published or self.last):
            raise self.memory.forgotten("is not there, though entries were signed")
        notes = (self.published, self.last.note if self.last else "", remembered.note if remembered else "")
        return signed_before(notes, self.key.verifier, self.store)

    def _write_tiles(self, size: int) -> None:
        for tile in new_tiles(self.tiles_size, size):
            if tile.level == 0:
                leaves, hashes = self._checked_leaves(tile)
                self.store.write(tile.bundle_path, bundle(leaves))
            else:
                hashes = tile_hashes(tile)
            self.store.write(tile.path, b"".join(hashes))
        self.store.settle()
        self.tiles_size = size

    def _checked_leaves(self, tile: Tile) -> tuple[list[bytes], list[bytes]]:
        """The entries of a tile and their hashes, made here again; those beyond what was signed lengthen the tree to be
        signed."""
        leaves = tile_leaves(tile)
        for index, (leaf, stored_hash) in enumerate(leaves, start=tile.start):
            if leaf_hash(leaf) != stored_hash:
                raise LogDisagrees(f"Entry {index} does not have the hash it was placed with. Nothing more is signed.")
            if index == self.signed.size:
                self.signed.append(stored_hash)
        return [leaf for leaf, _hash in leaves], [stored_hash for _leaf, stored_hash in leaves]

    def _sign(self, head: Head) -> Checkpoint:
        root = self.signed.root()
        if (self.signed.size, root) != (head.size, root_of(head)):
            raise LogDisagrees(
                f"The entries up to {self.signed.size} do not lead to the head of the log, at {head.size}. "
                "Nothing more is signed."
            )
        state = State(self.key.name, head.size, root)
        with self.memory.held(), transaction.atomic():
            self._check_not_overtaken(state)
            at = self.memory.allow(state, StoredTree())
            note = self.key.signed(str(state)) + (self.second.line(str(state), at) if self.second else "")
            self.memory.keep(note, at)
            return Checkpoint.objects.create(size=head.size, root=root, note=note, signed_at=at)

    def _check_not_overtaken(self, state: State) -> None:
        """The row of the head is held until the checkpoint is stored, so that a shorter one never follows a longer one,
        not even where two machines have a memory each. Raises `SignedMeanwhile` and `SignerForgot`.
        """
        held, last = Head.objects.select_for_update().get(pk=Head.THE_ONE).size, self.memory.read()
        stored = Checkpoint.objects.order_by("size").last()
        if last is None and stored:
            raise self.memory.forgotten("is not there any more")
        signed = max(stored.size if stored else 0, last.state.size if last else 0)
        if state.size < signed <= held:
            raise SignedMeanwhile(f"Another process signed {signed} entries; these are {state.size}.")


def publisher() -> Publisher:
    """Raises what `Publisher` raises, and `CheckpointUnreadable`."""
    log, key = store(), signer()
    return Publisher(log, key, last_signed(), signed_note(log, key.verifier))
