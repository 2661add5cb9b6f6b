"""The one process that gives acts their places in the log. Acts themselves never wait for it.

Sequenced: an act has its index and its hash, in one transaction with the new head. Published: files and a signed
checkpoint cover it.
"""

import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import Error, connection, transaction

from .errors import HeadMoved
from .leaves import mentioned
from .models import Entry, Facet, Head, Mention, Outbox, Subtree
from .publisher import publisher
from .stored import frontier_of
from .tiles import HEIGHT
from .tree import CompactRange, leaf_hash

log = logging.getLogger(__name__)

BATCH = 500
PAUSE = 0.25
CHECKPOINT_EVERY = 1.0
TRY_AGAIN_AFTER = 1.0
ADVISORY_LOCK = 0x50615276  # any number, the same in every process


class Stop(Protocol):
    """What `threading.Event` offers."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float) -> object: ...


def run(stop: Stop) -> None:
    """Sequence and publish until told to stop; wait while another process does so.

    Outlives a database that goes away and a disk that is full. Raises `RegisterRefusal` where going on would do harm.
    """
    while not stop.is_set():
        try:
            with sole_sequencer() as alone:
                if alone:
                    _work(stop)
        except (Error, HeadMoved, OSError) as trouble:
            log.warning("the register pauses: %s", trouble)
            with suppress(Error):
                connection.close()
        stop.wait(TRY_AGAIN_AFTER)


def sequence_once() -> int:
    """Give every waiting act its place and publish; how many there were. Raises `HeadMoved` while another does so."""
    with sole_sequencer() as alone:
        if not alone:
            raise HeadMoved("another process is sequencing")
        placed = sum(iter(sequence_batch, 0))
        publisher().publish()
    return placed


def sequence_batch() -> int:
    """Move up to 500 acts from the outbox into the log, all or none."""
    if not Outbox.objects.exists():
        return 0
    with transaction.atomic():
        lines = list(Outbox.objects.order_by("pk")[:BATCH])
        head, _made = Head.objects.get_or_create(pk=Head.THE_ONE)
        tree = frontier_of(head)
        entries, subtrees = _placed(lines, tree)
        _move(head, tree)
        Entry.objects.bulk_create(entries)
        Subtree.objects.bulk_create(subtrees)
        Mention.objects.bulk_create(Mention(entry=entry, urn=urn) for entry in entries for urn in mentioned(entry.leaf))
        Facet.objects.bulk_create(_facets(entries), ignore_conflicts=True)
        gone, _by_table = Outbox.objects.filter(pk__in=[line.pk for line in lines]).delete()
        if gone != len(lines):
            raise HeadMoved("another sequencer took acts of this batch")
    return len(lines)


@contextmanager
def sole_sequencer() -> Iterator[bool]:
    """Hold the locks that one process at a time can hold; they go with the process that held them."""
    folder = Path(settings.REGISTER_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        with _database_lock() as held:
            yield held


@contextmanager
def _database_lock() -> Iterator[bool]:
    """For sequencers on several machines. SQLite has one machine, and the file's lock is enough."""
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


def _work(stop: Stop) -> None:
    publish, unpublished, last = publisher(), True, 0.0
    while not stop.is_set():
        placed = sequence_batch()
        unpublished = unpublished or placed > 0 or publish.must_sign_again()
        if unpublished and time.monotonic() - last >= CHECKPOINT_EVERY:
            publish.publish()
            unpublished, last = False, time.monotonic()
        else:
            publish.add_cosignatures()
        if not placed:
            stop.wait(PAUSE)
    if unpublished:
        publish.publish()


def _placed(lines: list[Outbox], tree: CompactRange) -> tuple[list[Entry], list[Subtree]]:
    entries, subtrees = [], []
    for line in lines:
        index = tree.size
        completed = tree.append(leaf_hash(line.leaf.encode()))
        columns = {name: getattr(line, name) for name in Outbox.COLUMNS}
        entries.append(Entry(index=index, hash=completed[0], **columns))
        subtrees += [
            Subtree(level=height // HEIGHT, index=index >> height, hash=completed[height])
            for height in range(HEIGHT, len(completed), HEIGHT)
        ]
    return entries, subtrees


def _move(head: Head, tree: CompactRange) -> None:
    """Compare and set. The row stays held until the batch is stored, so that only one batch can follow another."""
    moved = Head.objects.filter(pk=Head.THE_ONE, size=head.size).update(size=tree.size, frontier=b"".join(tree.hashes))
    if not moved:
        raise HeadMoved(f"the log is no longer {head.size} entries long")


def _facets(entries: list[Entry]) -> list[Facet]:
    found = {(column, getattr(entry, column)) for entry in entries for column in ("event", "role", "body")}
    return [Facet(column=column, value=value) for column, value in sorted(found)]
