"""The signer's memory written anew: where it was lost, cannot be read, or holds a time that was never right."""

from dataclasses import dataclass

from .continuing import signed_before
from .errors import NothingPublished, SignerForgot
from .keys import signer
from .last_signed import LastSigned, check_clock, last_signed
from .models import Checkpoint, Head
from .notes import State
from .objections import check_witnesses
from .shown import signed_note
from .store import store
from .witnesses import panel


@dataclass(frozen=True)
class Known:
    """How many entries each place says were signed; None where it says nothing. `note` is of the most."""

    note: str
    published: int | None
    database: int | None
    memory: int | None
    witnesses: int

    @property
    def size(self) -> int:
        return State.parse(self.note).size


def known_to_be_signed() -> Known:
    """Look without touching. Raises `RegisterRefusal` where nothing was signed, or places or a witness disagree."""
    log, key, last = store(), signer().verifier, Checkpoint.objects.order_by("pk").last()
    notes = [signed_note(log, key), last.note if last else "", _remembered(last_signed())]
    if not any(notes):
        raise NothingPublished("Nothing was signed yet, so there is nothing to remember: `parvis work` begins the log.")
    signed_before(notes, key, log)
    note = max(filter(None, notes), key=lambda one: State.parse(one).size)
    check_witnesses(note, held=Head.objects.get(pk=Head.THE_ONE).size)
    published, database, memory = (State.parse(one).size if one else None for one in notes)
    return Known(note, published, database, memory, witnesses=len(panel().witnesses))


def remember(known: Known) -> None:
    """As signed now. Raises `ClockAstray`: a time that is wrong again would have to be taken back again."""
    memory = last_signed()
    with memory.held():
        memory.renew(known.note, check_clock())


def _remembered(memory: LastSigned) -> str:
    try:
        signed = memory.read()
    except SignerForgot:
        return ""
    return signed.note if signed else ""
