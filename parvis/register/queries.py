"""How the log stands, and proofs from it; what people read of its acts is in `journal`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.db.models import IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parvis.kernel.clock import now

from . import verify
from .errors import CheckpointUnreadable, NotPublishedYet
from .journal import (
    Filters,
    History,
    Journal,
    Placed,
    act,
    content,
    entry,
    history,
    journal,
    latest,
    lots,
    newest,
    no_acts,
    no_such_entry,
    object_of,
)
from .models import Checkpoint, Entry, Outbox, Publication
from .notes import State, proof_text
from .objections import objections
from .publisher import VKEY
from .shown import shown_note
from .store import store
from .stored import StoredTree
from .timestamps import Timestamped, timestamp, timestamped, timestamps
from .tree import inclusion_proof
from .witnesses import panel

__all__ = [
    "Filters",
    "History",
    "Journal",
    "Placed",
    "Published",
    "Timestamped",
    "Waiting",
    "Witnessed",
    "act",
    "content",
    "entry",
    "history",
    "is_unreadable",
    "journal",
    "latest",
    "lots",
    "newest",
    "no_acts",
    "object_of",
    "objections",
    "published",
    "receipt",
    "timestamp",
    "timestamped",
    "timestamps",
    "troubles",
    "verifying_program",
    "waiting",
    "witnessed",
]

MANY_WAIT = 1000
LATE_AFTER = timedelta(minutes=1)
_MOMENT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Published:
    """What the published files say of the log."""

    origin: str
    size: int
    root: str
    vkey: str


@dataclass(frozen=True)
class Witnessed:
    """How many of the log's witnesses cosigned the published checkpoint.

    `names` are those that did, `times` when each did; `missing` are the others, in the order of the settings. `quorum`
    is how many a checkpoint should have; None where nobody asks for any, and then it is met.
    """

    count: int
    of: int
    names: tuple[str, ...]
    times: tuple[datetime, ...]
    missing: tuple[str, ...]
    quorum: int | None
    is_met: bool

    @property
    def signatures(self) -> list[tuple[str, datetime]]:
        return list(zip(self.names, self.times, strict=True))


class VerifyingProgram(NamedTuple):
    content: bytes
    sha256: str


def receipt(index: int) -> str:
    """The proof that an entry is in the log, to keep and to verify offline (`.tlog-proof`). Carries the entry itself.

    Raises `NoSuchEntry` and `NotPublishedYet`.
    """
    line, checkpoint = _entry(index), _checkpoint_over(index)
    proof = inclusion_proof(index, checkpoint.size, StoredTree())
    return proof_text(index, proof, checkpoint.note, extra=line.leaf.encode())


def published() -> Published | None:
    """Read from the files, as anyone reads them; None before the first checkpoint, and while it cannot be read."""
    note, vkey = _published_note(), store().read(VKEY)
    if not note or vkey is None:
        return None
    state = State.parse(note)
    return Published(state.origin, state.size, state.root.hex(), vkey.decode(errors="replace").strip())


def is_unreadable() -> bool:
    """Whether there is a published checkpoint, and it is damaged."""
    return _published_note() is None


def witnessed() -> Witnessed:
    """Read from the published checkpoint; nothing has been witnessed before the first."""
    witnesses = panel()
    cosigned = witnesses.cosigned(_published_note() or "")
    return Witnessed(
        count=len(cosigned),
        of=len(witnesses.witnesses),
        names=tuple(cosigned),
        times=tuple(cosigned.values()),
        missing=tuple(witness.name for witness in witnesses.witnesses if witness.name not in cosigned),
        quorum=witnesses.quorum,
        is_met=witnesses.is_met_by(len(cosigned)),
    )


def _published_note() -> str | None:
    """ "" where there is none, None where it cannot be read."""
    try:
        return shown_note(store())
    except CheckpointUnreadable:
        return None


@cache
def verifying_program() -> VerifyingProgram:
    """The one file that anyone may read and run alone."""
    content = Path(verify.__file__).read_bytes()
    return VerifyingProgram(content, sha256(content).hexdigest())


@dataclass(frozen=True)
class Waiting:
    """Acts that no published checkpoint covers yet: how many, at most `MANY_WAIT` + 1, and since when the first waits.

    `trouble` is what the sequencer last said that keeps it from publishing.
    """

    acts: int = 0
    since: datetime | None = None
    published_at: datetime | None = None
    trouble: str = ""
    troubled_since: datetime | None = None

    @property
    def is_late(self) -> bool:
        """Whether something is amiss: a checkpoint follows an act within seconds."""
        return self.since is not None and now() - self.since > LATE_AFTER

    @property
    def are_many(self) -> bool:
        return self.acts > MANY_WAIT


def waiting() -> Waiting:
    """One query, which reads no more than `MANY_WAIT` rows however many wait."""
    in_outbox = Outbox.objects.order_by("pk")
    placed = Entry.objects.filter(index__gte=OuterRef("size")).order_by("index")
    row = (
        Publication.objects.filter(pk=Publication.THE_ONE)
        .annotate(
            placed=_Count(placed.values("pk")[: MANY_WAIT + 1]),
            in_outbox=_Count(in_outbox.values("pk")[: MANY_WAIT + 1]),
            since=Coalesce(Subquery(placed.values("recorded_at")[:1]), Subquery(in_outbox.values("recorded_at")[:1])),
        )
        .first()
    )
    if row is None:
        return _never_published()
    acts = min(row.placed + row.in_outbox, MANY_WAIT + 1)
    return Waiting(acts, row.since, row.published_at, row.trouble, row.troubled_since)


def troubles() -> list[str]:
    """For whoever runs the server (`parvis jobs`)."""
    found, stamps = waiting(), timestamped()
    said = _unreadable()
    if found.trouble:
        said.append(f"The register is not published since {found.troubled_since:{_MOMENT}} UTC: {found.trouble}")
    elif found.is_late:
        said.append(
            f"The register: acts wait to be published since {found.since:{_MOMENT}} UTC. Does `parvis work` run?"
        )
    said += [
        f"The witness {one.witness} objects to the register since {one.since:{_MOMENT}} UTC: {one.told}"
        for one in objections()
    ]
    if stamps.authority and stamps.failed and not stamps.is_current:
        said.append(f"The register's days are not timestamped: {stamps.failed.authority}: {stamps.failed.failure}")
    return said


def _unreadable() -> list[str]:
    """Looked at, not remembered: nobody may be publishing, who would notice."""
    try:
        shown_note(store())
    except CheckpointUnreadable as unreadable:
        return [f"The register: {unreadable}"]
    except OSError as error:
        return [f"The register’s published files cannot be read: {error}"]
    return []


def _never_published() -> Waiting:
    waits = list(Outbox.objects.order_by("pk").values_list("recorded_at", flat=True)[: MANY_WAIT + 1])
    return Waiting(len(waits), waits[0] if waits else None)


class _Count(Subquery):
    """How many rows a sliced query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _checkpoint_over(index: int) -> Checkpoint:
    """The last one; or, where too few witnesses have cosigned that, the first that covers the entry and has enough.

    Raises `NotPublishedYet`.
    """
    witnesses, last = panel(), Checkpoint.objects.order_by("pk").last()
    if last is None or last.size <= index:
        raise NotPublishedYet(_("This act is not covered by a signed checkpoint yet. Try again in a few seconds."))
    enough = witnesses.quorum or min(1, len(witnesses.witnesses))
    if last.cosigned >= enough:
        return last
    witnessed = Checkpoint.objects.filter(size__gt=index, cosigned__gt=0, cosigned__gte=enough)
    return witnessed.order_by("size").first() or last


def _entry(index: int) -> Entry:
    found = Entry.objects.filter(pk=index).first()
    if found is None:
        raise no_such_entry()
    return found
