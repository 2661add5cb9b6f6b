"""Copies of cited pages, looks at the pages, and what waits among uploads. Commands enqueue some of these, so they
import the commands when they run.

Copies and looks come after everything else that waits (`priority`): a slow site must not hold up the mail.
"""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from parvis.jobs.tasks import every, job
from parvis.kernel.errors import ChangedMeanwhile
from parvis.kernel.types import PLATFORM

if TYPE_CHECKING:
    from .captures.taking import Taken
    from .models import Capture

# Longer than a capture may take: 60 s for the page, 90 s for what it needs and 15 s for the last of it.
LEASE = timedelta(minutes=4)
LAST = -50


@job(tries=3, lease=LEASE, priority=LAST)
def take_capture(capture: int) -> None:
    """By its primary key."""
    from parvis.kernel.fetching.client import GuardedClient
    from parvis.kernel.fetching.errors import FetchFailed

    from . import commands, queries
    from .captures import keeping
    from .captures.taking import taken

    waiting = queries.capture_to_take(capture)
    if waiting is None:
        return
    try:
        with taken(waiting.page.url, GuardedClient()) as copy:
            file = keeping.keep(copy.path, copy.sha256)
            if not _is_kept(waiting, copy, file):
                forget_copy.enqueue(file)  # nobody would ever find these bytes
    except FetchFailed as failure:
        commands.fail_capture(waiting, failure, by=PLATFORM)


def _is_kept(waiting: "Capture", copy: "Taken", file: str) -> bool:
    """Not where another worker was quicker, nor where the source was erased meanwhile."""
    from . import commands

    with suppress(ChangedMeanwhile):
        return commands.keep_capture(waiting, copy, by=PLATFORM, file=file).file == file
    return False


@job(tries=3, lease=LEASE, priority=LAST)
def visit_page(page: int) -> None:
    """By its primary key."""
    from parvis.kernel.fetching.client import GuardedClient

    from . import queries
    from .visiting import visited

    visited(queries.cited_page(page), GuardedClient())


@every(minutes=10)
@job(priority=LAST)
def enqueue_visits() -> None:
    from . import commands

    commands.enqueue_visits(by=PLATFORM)


@every(minutes=10)
@job(lease=timedelta(hours=1), priority=LAST)
def enroll_pages() -> None:
    """Imports leave their sources without pages, so that they need no queries for each."""
    from . import commands

    while commands.enroll_pages(by=PLATFORM):
        pass


@every(minutes=10)
@job(priority=LAST)
def take_turns() -> None:
    from . import commands

    commands.take_turns(by=PLATFORM)


@job(priority=LAST)
def forget_copy(file: str) -> None:
    """The bytes of a copy that was taken down, unless another copy is the same bytes."""
    from . import queries
    from .captures import keeping

    if not queries.is_copy_held(file):
        keeping.forget(file)


@every(hours=1)
@job()
def discard_uploads() -> None:
    from . import commands

    commands.discard_uploads(by=PLATFORM)


@every(minutes=5)
@job()
def scan_uploads() -> None:
    """What came while the scanner did not answer: someone waits to publish it."""
    from . import queries, scanning
    from .rescanning import rescanned

    if scanning.is_configured():
        rescanned(queries.uploads_to_scan())


@every(hours=24)
@job(lease=timedelta(hours=6), priority=LAST)
def scan_documents() -> None:
    """What was kept, and perhaps published, before there was a scanner."""
    from . import queries, scanning
    from .rescanning import rescanned

    if scanning.is_configured():
        rescanned(queries.documents_to_scan())
