"""What the signer itself remembers: the last state it signed, in a file of its own.

Database and published files may both come back from an old backup; the signer still knows better, and will not sign a
second log under the same name.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from parvis.kernel.clock import database_now, now

from .clocks import MAY_DIFFER, others_times
from .errors import ClockAstray, DatabaseBehindLog, LogDisagrees, MemoryUnusable, SignedMeanwhile, SignerForgot
from .notes import State
from .tree import Node, consistency_proof, is_consistent

_MOMENT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Signed:
    """A checkpoint that was signed, and when by the signer's clock."""

    note: str
    at: datetime

    @property
    def state(self) -> State:
        return State.parse(self.note)


class LastSigned:
    """Asked before each signature, told before the signature is given away."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Signed | None:
        """None where nothing was signed here yet. Raises `SignerForgot` for a file that says nothing readable."""
        try:
            with self._used():
                if not self.path.exists():
                    return None
                text = self.path.read_bytes()
            said = json.loads(text)
            signed = Signed(said["note"], datetime.fromisoformat(said["at"]))
            State.parse(signed.note)
        except (ValueError, KeyError, TypeError):
            raise self.forgotten("cannot be read") from None
        return signed

    def forgotten(self, how: str) -> SignerForgot:
        return SignerForgot(
            f"What the signer remembers to have signed last {how}: {self.path} (PARVIS_REGISTER_LAST_SIGNED). Nothing "
            "is signed without it, for that could fork the log. On another machine, or after a loss, this looks "
            "whether published log, database and witnesses agree, and writes it: parvis renew-signer-memory"
        )

    def allow(self, state: State, tree: Node) -> datetime:
        """When it may be signed: now. Raises `ClockAstray`, `DatabaseBehindLog` and `LogDisagrees`.

        `tree` answers the hashes from which it is proven that `state` continues what was signed last.
        """
        at, last = check_clock(), self.read()
        if last and at < last.at:
            raise ClockAstray(
                f"This machine's clock says {at:{_MOMENT}} UTC, but it signed last at {last.at:{_MOMENT}}. Set it "
                "(NTP). If it was wrong then and is right now, this keeps what was signed, with the time of now: "
                "parvis renew-signer-memory"
            )
        if last is None or last.state == state:
            return at
        if state.size < last.state.size:
            raise DatabaseBehindLog(
                f"The signer has signed {last.state.size} entries ({self.path}); {state.size} would be another log. "
                "Bring back the missing entries with: parvis reconcile-register"
            )
        if not _continues(last.state, state, tree):
            raise LogDisagrees(
                f"The signer has signed {last.state.size} entries with the root {last.state.root.hex()} "
                f"({self.path}); the log of {state.size} entries does not continue them. Nothing more is signed, "
                "for that would fork the log."
            )
        return at

    @contextmanager
    def held(self) -> Iterator[None]:
        """From asking to keeping, so that nobody signs in between. Another machine must share the file for that."""
        with ExitStack() as stack:
            with self._used():
                file = stack.enter_context(self.path.with_name(f"{self.path.name}.lock").open("w"))
                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def keep(self, note: str, at: datetime) -> None:
        """Durable when this returns. Raises `SignedMeanwhile` rather than forget a longer state."""
        last, state = self.read(), State.parse(note)
        if last and last.state.size > state.size:
            raise SignedMeanwhile(f"Another process signed {last.state.size} entries; these are {state.size}.")
        self.renew(note, at)

    def renew(self, note: str, at: datetime) -> None:
        """Whatever it held."""
        with self._used():
            draft = self.path.with_name(f"{self.path.name}.new")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump({"at": at.isoformat(), "note": note}, file)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    @contextmanager
    def _used(self) -> Iterator[None]:
        """Raises `MemoryUnusable`."""
        try:
            yield
        except OSError as error:
            raise MemoryUnusable(
                f"What the signer remembers cannot be kept in {self.path}: {error.strerror or error}. "
                "PARVIS_REGISTER_LAST_SIGNED must be a file in a folder that is there, on a disk with room, where the "
                "worker may read and write."
            ) from error


def last_signed() -> LastSigned:
    """Beside the key, unless the settings name another place."""
    return LastSigned(Path(settings.REGISTER_LAST_SIGNED or f"{settings.REGISTER_KEY}.signed"))


def _continues(old: State, new: State, tree: Node) -> bool:
    if old.origin != new.origin:
        return False
    if old.size == 0:
        return True
    return is_consistent(old.size, new.size, consistency_proof(old.size, new.size, tree), old.root, new.root)


def check_clock() -> datetime:
    """Now, by a clock that agrees with others. Raises `ClockAstray`."""
    at = now()
    apart = abs(at - database_now())
    if apart > MAY_DIFFER:
        raise ClockAstray(
            f"This machine's clock and the database's are {apart.total_seconds():.0f} s apart. Set them (NTP). "
            "Nothing is signed until they agree within 60 s."
        )
    for who, then in others_times():
        if then - at > MAY_DIFFER:
            raise ClockAstray(
                f"This machine's clock says {at:{_MOMENT}} UTC, but {who} said {then:{_MOMENT}} before. Set it (NTP). "
                "Only where the other is wrong, take it out of the settings."
            )
    return at
