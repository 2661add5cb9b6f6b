"""Asking the witnesses to cosign a checkpoint (C2SP tlog-witness), without ever waiting long for one.

A thread for each question sends and waits; whoever holds the sequencer reads the database, makes the proofs and keeps
what comes. A witness is asked one thing at a time, and one that was slow or silent is no longer waited for, only asked.
"""

import logging
import threading
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from parvis.kernel.clock import now

from . import objections
from .asking import Answer, NoAnswer
from .clocks import MAY_DIFFER
from .errors import HeadMoved
from .models import Checkpoint, Head, Objection
from .notes import signature_line, signatures_of, split
from .stored import StoredTree
from .submitting import contradicts, request, size_in, submitted, why
from .witnesses import Panel, Witness

log = logging.getLogger(__name__)

WAIT = 1.0  # for how long a checkpoint is held back for its witnesses
AGAIN_AFTER, AGAIN_AT_THE_LATEST = 5.0, 300.0
TURNS = 4  # how often a witness may name another size before it counts as silent


@dataclass
class Seat:
    """A witness, and how it stands with us. `size` is of the last checkpoint that it cosigned; None: not known."""

    witness: Witness
    size: int | None = None
    asked: Checkpoint | None = None
    asked_at: float = 0.0
    is_prompt: bool = True
    turns: int = 0
    failures: int = 0
    not_before: float = 0.0
    cosigned_pk: int = 0
    may_object: bool = True  # it did, or before this process began

    def answered(self) -> None:
        self.is_prompt = time.monotonic() - self.asked_at <= WAIT
        self.asked, self.turns, self.failures, self.not_before = None, 0, 0, 0.0

    def failed(self, why: str) -> None:
        self.failures += 1
        pause = min(AGAIN_AFTER * 2 ** (self.failures - 1), AGAIN_AT_THE_LATEST)
        self.asked, self.turns, self.is_prompt, self.not_before = None, 0, False, time.monotonic() + pause
        log.warning("the witness %s did not cosign: %s; it is asked again in %d s", self.witness.name, why, pause)


class Witnessing:
    """Holds no lock and no transaction; one thread, that of the sequencer, may use it."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.seats = [Seat(witness) for witness in panel.witnesses]
        self._answers: SimpleQueue[tuple[Seat, Answer | NoAnswer]] = SimpleQueue()

    def cosigned(self, checkpoint: Checkpoint, *, within: float = 0.0) -> Checkpoint:
        """The checkpoint with the cosignatures that have come, which are stored. Asks those whose is missing."""
        if not self.seats:
            return checkpoint
        until = time.monotonic() + within
        self._ask_for(checkpoint)
        while True:
            left = until - time.monotonic()
            waits = left > 0 and any(seat.asked and seat.is_prompt for seat in self.seats)
            try:
                seat, answer = self._answers.get(block=waits, timeout=max(left, 0))
            except Empty:
                break
            self._take(seat, answer)
            self._ask_for(checkpoint)
        if within:
            for seat in self.seats:
                seat.is_prompt = seat.is_prompt and seat.asked is None
        return checkpoint

    def _ask_for(self, checkpoint: Checkpoint) -> None:
        due = [seat for seat in self.seats if seat.asked is None and seat.not_before <= time.monotonic()]
        if not (due := [seat for seat in due if seat.cosigned_pk != checkpoint.pk]):
            return
        there, tree = self.panel.cosigned(checkpoint.note), StoredTree()
        for seat in due:
            if seat.witness.name in there:
                seat.size, seat.cosigned_pk = checkpoint.size, checkpoint.pk
            elif (seat.size or 0) > checkpoint.size:
                self._hear_of_more(seat)
            else:
                self._ask(seat, checkpoint, request(seat.size or 0, checkpoint.note, tree))

    def _ask(self, seat: Seat, checkpoint: Checkpoint, body: bytes) -> None:
        seat.asked, seat.asked_at = checkpoint, time.monotonic()

        def ask() -> None:
            self._answers.put((seat, submitted(seat.witness, body)))

        threading.Thread(target=ask, name=f"ask {seat.witness.name}", daemon=True).start()

    def _take(self, seat: Seat, answer: Answer | NoAnswer) -> None:
        asked, size = seat.asked, size_in(answer)
        if asked is None:
            return
        if isinstance(answer, Answer) and answer.status == 200:
            try:
                line = _line(seat.witness, asked.note, answer.body)
            except ValueError as error:
                seat.failed(str(error))
                return
            seat.answered()
            seat.size, seat.cosigned_pk = asked.size, asked.pk
            self._keep(asked, seat.witness, line)
            self._hear_the_time(seat, asked)
        elif size is not None and size != (seat.size or 0) and seat.turns < TURNS:
            seat.asked, seat.size, seat.turns = None, size, seat.turns + 1
        else:
            if contradicts(answer, old=seat.size or 0, size=asked.size):
                self._hear(seat, objections.another(seat.size or 0, asked.size))
            seat.size = None
            seat.failed(why(answer))

    def _hear_the_time(self, seat: Seat, checkpoint: Checkpoint) -> None:
        """It has cosigned just now, so it objects to nothing but, perhaps, a clock."""
        apart = now() - self.panel.cosigned(checkpoint.note)[seat.witness.name]
        if abs(apart) > MAY_DIFFER:
            self._hear(seat, objections.other_clock(apart))
        elif seat.may_object:
            objections.withdraw(seat.witness)
            seat.may_object = False

    def _hear_of_more(self, seat: Seat) -> None:
        """Another sequencer may have published more; but nobody has seen more than the database holds."""
        seen, held = seat.size or 0, Head.objects.get(pk=Head.THE_ONE).size
        if seen > held:
            self._hear(seat, objections.longer(seen, held))
        seat.size = None
        seat.failed("it has cosigned a longer log than there is")

    def _hear(self, seat: Seat, objection: Objection) -> None:
        """Acts and checkpoints go on: a witness, too, may be wrong."""
        objections.keep(seat.witness, objection)
        seat.may_object = True

    def _keep(self, checkpoint: Checkpoint, witness: Witness, line: str) -> None:
        before, note = checkpoint.note, self.panel.with_line(checkpoint.note, line)
        cosigned = len(self.panel.cosigned(note))
        if not Checkpoint.objects.filter(pk=checkpoint.pk, note=before).update(note=note, cosigned=cosigned):
            raise HeadMoved(f"another sequencer added to the checkpoint over {checkpoint.size} entries")
        checkpoint.note, checkpoint.cosigned = note, cosigned
        log.info("the witness %s cosigned the checkpoint over %d entries", witness.name, checkpoint.size)


def _line(witness: Witness, note: str, answer: bytes) -> str:
    """The witness's own line in its answer. Raises ValueError unless it is a true cosignature of the checkpoint."""
    text, _signatures = split(note)
    cosigned = f"{text}\n{answer.decode()}"
    if split(cosigned)[0] != text or witness.key.cosigned_at(cosigned) is None:
        raise ValueError("its answer holds no cosignature by its key")
    _text, signatures = signatures_of(witness.name, witness.key.key_id, cosigned)
    return signature_line(witness.name, witness.key.key_id + signatures[0])
