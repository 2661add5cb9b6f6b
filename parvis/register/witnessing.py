"""Asking the witnesses to cosign a checkpoint (C2SP tlog-witness), without ever waiting long for one.

A thread for each question sends and waits; whoever holds the sequencer reads the database, makes the proofs and keeps
what comes. A witness is asked one thing at a time, and one that was slow or silent is no longer waited for, only asked.
"""

import logging
import re
import threading
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from .asking import Answer, NoAnswer, post
from .models import Checkpoint
from .notes import encoded, signature_line, signatures_of, split
from .stored import StoredTree
from .tree import consistency_proof
from .witnesses import Panel, Witness

log = logging.getLogger(__name__)

WAIT = 1.0  # for how long a checkpoint is held back for its witnesses
ANSWER_WITHIN = 10.0
LONGEST_ANSWER = 64 * 1024
AGAIN_AFTER, AGAIN_AT_THE_LATEST = 5.0, 300.0
TURNS = 4  # how often a witness may name another size before it counts as silent
TEXT_TYPE = "text/plain; charset=utf-8"
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n?")


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
                seat.size = None
                seat.failed("it has cosigned a longer log than there is")
            else:
                old = seat.size or 0
                proof = consistency_proof(old, checkpoint.size, tree) if old else []
                request = "\n".join([f"old {old}", *map(encoded, proof), "", checkpoint.note])
                self._ask(seat, checkpoint, request.encode())

    def _ask(self, seat: Seat, checkpoint: Checkpoint, body: bytes) -> None:
        seat.asked, seat.asked_at = checkpoint, time.monotonic()
        url = f"{seat.witness.url}/add-checkpoint"

        def ask() -> None:
            try:
                answer = post(url, body, content_type=TEXT_TYPE, seconds=ANSWER_WITHIN, longest=LONGEST_ANSWER)
            except Exception as error:
                self._answers.put((seat, error if isinstance(error, NoAnswer) else NoAnswer(repr(error))))
            else:
                self._answers.put((seat, answer))

        threading.Thread(target=ask, name=f"ask {seat.witness.name}", daemon=True).start()

    def _take(self, seat: Seat, answer: Answer | NoAnswer) -> None:
        asked, size = seat.asked, _size(answer)
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
        elif size is not None and size != (seat.size or 0) and seat.turns < TURNS:
            seat.asked, seat.size, seat.turns = None, size, seat.turns + 1
        else:
            seat.size = None
            seat.failed(_why(answer))

    def _keep(self, checkpoint: Checkpoint, witness: Witness, line: str) -> None:
        checkpoint.note = self.panel.with_line(checkpoint.note, line)
        checkpoint.cosigned = len(self.panel.cosigned(checkpoint.note))
        Checkpoint.objects.filter(pk=checkpoint.pk).update(note=checkpoint.note, cosigned=checkpoint.cosigned)
        log.info("the witness %s cosigned the checkpoint over %d entries", witness.name, checkpoint.size)


def _line(witness: Witness, note: str, answer: bytes) -> str:
    """The witness's own line in its answer. Raises ValueError unless it is a true cosignature of the checkpoint."""
    text, _signatures = split(note)
    cosigned = f"{text}\n{answer.decode()}"
    if split(cosigned)[0] != text or witness.key.cosigned_at(cosigned) is None:
        raise ValueError("its answer holds no cosignature by its key")
    _text, signatures = signatures_of(witness.name, witness.key.key_id, cosigned)
    return signature_line(witness.name, witness.key.key_id + signatures[0])


def _size(answer: Answer | NoAnswer) -> int | None:
    """Of the last checkpoint that a witness cosigned, where it answers that it was not asked from there."""
    if isinstance(answer, NoAnswer) or answer.status != 409 or not _SIZE.fullmatch(answer.body):
        return None
    return int(answer.body)


def _why(answer: Answer | NoAnswer) -> str:
    if isinstance(answer, NoAnswer):
        return str(answer)
    return f"it answers {answer.status} {answer.body[:200]!r}"
