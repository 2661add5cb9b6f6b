"""What the witness answers to `POST add-checkpoint`. Nothing here knows HTTP beyond its status codes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from ..cosignatures import Cosigner, CosignerKey
from ..notes import State, Verifier, decoded
from ..tree import is_consistent
from .memory import Memory, latest, remember

LONGEST_REQUEST = 64 * 1024
MOST_PROOF_LINES = 63
TEXT, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})", re.ASCII)
_LAST_SIZE = 2**63 - 1


class LogKey(Protocol):
    @property
    def name(self) -> str: ...

    def opened(self, note: str) -> str: ...


@dataclass(frozen=True)
class Request:
    old: int
    proof: list[bytes]
    note: str
    state: State


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    content_type: str = TEXT


class Refused(Exception):
    """The answer is no cosignature."""

    def __init__(self, status: int, body: str, content_type: str = TEXT) -> None:
        super().__init__(body)
        self.answer = Answer(status, f"{body}\n", content_type)


def log_key(vkey: str) -> LogKey:
    """The key of a log: Ed25519 (type 1), or ML-DSA-44 (type 6). Raises ValueError."""
    try:
        return Verifier.parse(vkey)
    except ValueError:
        return CosignerKey.parse(vkey)


class Witness:
    """Cosigns for the logs it knows. `logs` maps each origin to its keys, of which one must have signed."""

    def __init__(
        self,
        key: Cosigner,
        logs: Mapping[str, list[LogKey]],
        memory: Memory,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.key, self.logs, self.memory, self.clock = key, logs, memory, clock

    def add_checkpoint(self, body: bytes) -> Answer:
        try:
            request = read(body)
            text = self._signed_text(request)
            with self.memory.held() as file:
                check_growth(request, latest(file, request.state.origin))
                line = self.key.line(text, self.clock())
                remember(file, request.state)
        except Refused as refusal:
            return refusal.answer
        return Answer(200, line)

    def _signed_text(self, request: Request) -> str:
        keys = self.logs.get(request.state.origin)
        if keys is None:
            raise Refused(404, "this witness does not know that log")
        for key in keys:
            try:
                return key.opened(request.note)
            except ValueError:
                continue
        raise Refused(403, "no key known for that log signed this checkpoint")


def read(body: bytes) -> Request:
    """Raises `Refused` (400) for what is no request."""
    head, blank, note = body.partition(b"\n\n")
    try:
        old, *lines = head.decode("ascii").split("\n")
        found, proof = _OLD.fullmatch(old), [decoded(line) for line in lines]
        state = State.parse(note.decode())
    except ValueError as error:
        raise Refused(400, f"not a request: {error}") from None
    if not blank or found is None or len(proof) > MOST_PROOF_LINES or any(len(hash_) != 32 for hash_ in proof):
        raise Refused(400, "not a request: old size, up to 63 hashes, an empty line and a checkpoint are expected")
    if state.size > _LAST_SIZE or int(found[1]) > state.size:
        raise Refused(400, "the old size is greater than the checkpoint's, or too great")
    return Request(int(found[1]), proof, note.decode(), state)


def check_growth(request: Request, last: State) -> None:
    """Raises `Refused` (409, 422) unless the log grew out of what it was."""
    old, state = request.old, request.state
    if old != last.size or (old == state.size and state.root != last.root):
        raise Refused(409, str(last.size), SIZE)
    proven = (
        not request.proof
        if old in (0, state.size)
        else is_consistent(old, state.size, request.proof, last.root, state.root)
    )
    if not proven:
        raise Refused(422, "the proof does not show that the log grew out of what it was")
