"""The one process that gives acts their places in the log. Acts themselves never wait for it.

Sequenced: an act has its index and its hash, in one transaction with the new head. Published: files and a signed
checkpoint cover it.
"""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.db import Error, connection, transaction

from parvis.kernel.clock import now

from . import finding
from .errors import ClockAstray, HeadMoved, RegisterRefusal, WitnessesObject
from .models import Head, Outbox, Publication
from .placing import READ, move, placed, take
from .publisher import Publisher, publisher
from .stored import frontier_of

log = logging.getLogger(__name__)

BATCH = 2000  # at most 16 MB of lines
PAUSE = 0.25
CHECKPOINT_EVERY = 1.0  # from the beginning of one to that of the next
TRY_AGAIN_AFTER = 1.0
WITNESSES_ASKED_FIRST_EVERY = 60.0
FORGOTTEN_AFTER = 300.0  # longer than any one try takes
PRIORITY = -10
ADVISORY_LOCK = 0x50615276  # any number, the same in every process
KEEP_ALIVE = {"tcp_keepalives_idle": "5", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "3"}


class Stop(Protocol):
    """What `threading.Event` offers."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float) -> object: ...


def run(stop: Stop) -> None:
    """Sequence and publish until told to stop; wait while another process does so.

    Outlives a database that goes away, a disk that is full, storage that does not answer, a wrong clock and a witness
    that objects. Raises `RegisterRefusal` where going on would do harm.
    """
    said, asked = Said(), Asked()
    _come_first()
    while not stop.is_set():
        try:
            with sole_sequencer() as alone:
                if alone:
                    _work(stop, asked)
        except RegisterRefusal as refusal:
            _tell(refusal)
            if not isinstance(refusal, ClockAstray | WitnessesObject):
                raise
            said.log(refusal)
        except HeadMoved as overtaken:
            if said.log(overtaken):
                _tell(overtaken)
        except (Error, OSError) as trouble:
            said.log(trouble)
            _tell(trouble)
        stop.wait(TRY_AGAIN_AFTER)


def sequence_once() -> int:
    """Give every waiting act its place and publish; how many there were. Raises `HeadMoved` while another does so."""
    with sole_sequencer() as alone:
        if not alone:
            raise HeadMoved("another process is sequencing")
        try:
            publish = publisher()  # refuses before anything gets a place in a log that it is not part of
            publish.check_witnesses()
            count = sum(iter(sequence_batch, 0))
            publish.publish()
            while finding.post():
                pass
        except (RegisterRefusal, OSError) as trouble:
            _tell(trouble)
            raise
        Publication.untroubled()
    return count


def sequence_batch() -> int:
    """Move up to 2,000 acts from the outbox into the log, all or none."""
    lines = list(Outbox.objects.order_by("pk").values_list(*READ, named=True)[:BATCH])
    if not lines:
        return 0
    with transaction.atomic():
        head, _made = Head.objects.get_or_create(pk=Head.THE_ONE)
        tree = frontier_of(head)
        places, subtrees = placed(lines, tree)
        move(head, tree)
        take(places, subtrees)
    return len(lines)


@contextmanager
def sole_sequencer() -> Iterator[bool]:
    """Hold the lock that one process at a time can hold; it goes with the process that held it.

    It spares work. That nobody sequences or publishes twice, the head and the checkpoint see to, by compare and set.
    """
    with (_database_lock if connection.vendor == "postgresql" else _lock_beside_the_database)() as held:
        yield held


@contextmanager
def _lock_beside_the_database() -> Iterator[bool]:
    """SQLite has no locks to hold for longer than a transaction; who shares its file shares this one."""
    with Path(f"{connection.settings_dict['NAME']}.sequencer").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


@contextmanager
def _database_lock() -> Iterator[bool]:
    """Gone with the connection. Keep-alives, so that the database soon misses a machine that vanished."""
    with connection.cursor() as cursor:
        for name, value in KEEP_ALIVE.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


def _work(stop: Stop, asked: "Asked") -> None:
    publish, unpublished, unposted, due = publisher(), True, True, 0.0
    asked.first(publish)
    while not stop.is_set():
        count = sequence_batch()
        unpublished = unpublished or count > 0 or publish.must_sign_again()
        began = time.monotonic()
        if unpublished and began >= due:
            publish.publish()
            if not due:
                Publication.untroubled()
            unpublished, due = False, began + CHECKPOINT_EVERY
        else:
            publish.add_cosignatures()
        if count or unposted:
            unposted = finding.post() > 0
        if count < BATCH:  # a few acts at a time would cost as much as many
            remaining = due - time.monotonic()
            stop.wait(min(PAUSE, remaining) if remaining > 0 else PAUSE)
    if unpublished:
        publish.publish()


def _come_first() -> None:
    """Every act waits for its place, and giving it takes little: before other work of a busy machine, where that may be
    asked for (on Linux it goes for this thread alone)."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, PRIORITY)


@dataclass
class Asked:
    """Witnesses are asked before a process begins to sign, not each time that it tries again."""

    at: float = -WITNESSES_ASKED_FIRST_EVERY
    refusal: WitnessesObject | None = None

    def first(self, publish: Publisher) -> None:
        """Raises `WitnessesObject`, which holds until they are asked again."""
        if time.monotonic() - self.at >= WITNESSES_ASKED_FIRST_EVERY:
            self.at, self.refusal = time.monotonic(), None
            try:
                publish.check_witnesses()
            except WitnessesObject as refusal:
                self.refusal = refusal
        if self.refusal:
            raise self.refusal


@dataclass
class Said:
    """Each trouble is logged once, not each second that it lasts; again where it comes back after it was over."""

    text: str = ""
    at: float = -FORGOTTEN_AFTER

    def log(self, trouble: Exception) -> bool:
        """Whether it was said lately: it lasts, or comes again and again."""
        text, at = _as_text(trouble), time.monotonic()
        lasts = text == self.text and at - self.at < FORGOTTEN_AFTER
        if not lasts:
            log.warning("the register pauses: %s", text)
        self.text, self.at = text, at
        return lasts


def _tell(trouble: Exception) -> None:
    """Say it where pages and `parvis jobs` read it, if the database still listens."""
    if isinstance(trouble, Error):
        with suppress(Error):
            connection.close()
    with suppress(Error):
        Publication.troubled(_as_text(trouble), at=now())


def _as_text(trouble: Exception) -> str:
    return str(trouble).strip() or type(trouble).__name__
