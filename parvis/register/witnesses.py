"""The witnesses of this log, and how many of them make a quorum: read from the settings, told as a C2SP tlog-policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings

from .cosignatures import CosignerKey
from .errors import WitnessesMisread
from .notes import split

POLICY = "policy.txt"
GROUP = "witnesses"
LOG_ADDRESS = "/register/log"


@dataclass(frozen=True)
class Witness:
    """Someone else who signs checkpoints that grew out of the ones before. `url` is the submission prefix."""

    key: CosignerKey
    url: str

    @property
    def name(self) -> str:
        return self.key.name


@dataclass(frozen=True)
class Panel:
    """The witnesses in the order of the settings, and how many of them a checkpoint needs; None: it needs none."""

    witnesses: tuple[Witness, ...] = ()
    quorum: int | None = None

    def cosigned(self, note: str) -> dict[str, datetime]:
        """Who cosigned a checkpoint, and when. A false signature is none."""
        found = {witness.name: _cosigned_at(witness.key, note) for witness in self.witnesses}
        return {name: at for name, at in found.items() if at is not None}

    def with_line(self, note: str, line: str) -> str:
        """A checkpoint with one signature line more. Witnesses stand last, in the order of the settings."""
        start = note.rindex("\n\n") + 2
        lines = [*note[start:].splitlines(keepends=True), line]
        place = {(witness.name, witness.key.key_id): place for place, witness in enumerate(self.witnesses, start=1)}
        signers = [(name, signature[:4]) for name, signature in split(note[:start] + "".join(lines))[1]]
        ordered = sorted(zip(signers, lines, strict=True), key=lambda one: place.get(one[0], 0))
        return note[:start] + "".join(dict.fromkeys(line for _signer, line in ordered))

    def is_met_by(self, count: int) -> bool:
        return count >= (self.quorum or 0)

    def policy(self, log: str, others: Sequence[str] = ()) -> str:
        """What a verifier needs to know. `others` are further keys of the log, which not every verifier can read."""
        lines = [f"log {log} {settings.PARVIS_ORIGIN}{LOG_ADDRESS}"]
        lines += [f"# The same log also signs with this key:\n# log {other}" for other in others]
        lines += [f"witness {witness.name} {witness.key}" for witness in self.witnesses]
        if self.quorum:
            lines.append(f"group {GROUP} {self.quorum} {' '.join(witness.name for witness in self.witnesses)}")
        return "\n".join([*lines, f"quorum {GROUP if self.quorum else 'none'}"]) + "\n"


def panel() -> Panel:
    """Raises `WitnessesMisread`."""
    return _panel(tuple(settings.REGISTER_WITNESSES), settings.REGISTER_QUORUM)


@lru_cache(maxsize=8)
def _panel(lines: tuple[str, ...], quorum: int) -> Panel:
    witnesses = tuple(_witness(line) for line in lines)
    names = [witness.name for witness in witnesses]
    for what, all_ in (("name", names), ("key", [witness.key.public for witness in witnesses])):
        if len(set(all_)) < len(all_):
            raise WitnessesMisread(f"Two witnesses have the same {what} (PARVIS_REGISTER_WITNESSES). Name each once.")
    if taken := {GROUP, "none"} & set(names):
        raise WitnessesMisread(f"A witness cannot be called {taken.pop()}: the word has a meaning in the policy file.")
    if not 0 <= quorum <= len(witnesses):
        raise WitnessesMisread(
            f"PARVIS_REGISTER_QUORUM is {quorum}, but PARVIS_REGISTER_WITNESSES names {len(witnesses)} witnesses. "
            f"Give a number from 0 to {len(witnesses)}."
        )
    return Panel(witnesses, quorum or None)


def _witness(line: str) -> Witness:
    vkey, _space, url = line.strip().partition(" ")
    try:
        address = urlsplit(url.strip())
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError("it has no http or https address")
        return Witness(CosignerKey.parse(vkey), url.strip().rstrip("/"))
    except ValueError as error:
        raise WitnessesMisread(
            f"PARVIS_REGISTER_WITNESSES holds {line!r}: {error}. Each witness is its verifier key, a space and its "
            "address; commas stand between witnesses."
        ) from None


def _cosigned_at(key: CosignerKey, note: str) -> datetime | None:
    try:
        return key.cosigned_at(note)
    except ValueError:
        return None
