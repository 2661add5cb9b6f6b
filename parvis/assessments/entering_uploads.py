"""A file of OGP's commitment data that a person confirmed on a page, entered by a job; how far it is, told to the page.

The import is one transaction, so a page hears nothing of it until it is done: SQLite has one writer. What is indexed
afterwards comes in batches, and is counted.
"""

import time

from django.utils.translation import override

from parvis.kernel import progress
from parvis.kernel.errors import Refusal
from parvis.kernel.types import PLATFORM
from parvis.search import commands as search

from . import commands, queries
from .checking_commitments import opened
from .models import CommitmentFile, CommitmentUpload

State = CommitmentUpload.State
SECONDS_BETWEEN = 1.0


def enter_upload(upload: CommitmentUpload) -> None:
    """Run again after it was killed or failed, it goes on where it was. Raises what is no refusal: to try again."""
    if upload.is_settled:
        return
    try:
        with override(upload.person.language):
            _enter(upload)
    except Refusal as refusal:
        commands.refuse_commitment_upload(upload, by=PLATFORM, reason=str(refusal))
    except Exception:
        commands.fail_commitment_upload(upload, by=PLATFORM)
        raise
    else:
        commands.finish_commitment_upload(upload, by=PLATFORM)


def _enter(upload: CommitmentUpload) -> None:
    told = _Told(upload)
    with progress.watched_by(told):
        if upload.file is None:
            commands.note_commitment_upload(upload, by=PLATFORM, state=State.READING, done=0, rows=upload.rows)
            with opened(upload.waiting) as read:
                outcome = commands.record_past_commitments(
                    read,
                    by=upload.person,
                    name=upload.file_name,
                    body=upload.member.urn if upload.member else "",
                    upload=upload,
                )
            if outcome.is_new and not told.is_complete:
                _index(outcome.file)
        elif not upload.was_here:
            _index(upload.file)


def _index(file: CommitmentFile) -> None:
    """What one who was killed or failed in the middle of it left out."""
    rows = queries.findable_commitments(file=file)
    search.index(progress.counted(rows, step="indexing", total=file.counts["commitments"]))
    search.index(queries.findable_around(file))


class _Told:
    """Hears of every row, and writes about once a second."""

    def __init__(self, upload: CommitmentUpload) -> None:
        self.upload = upload
        self.next_at = 0.0
        self.is_complete = False

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != "indexing" or (time.monotonic() < self.next_at and done < total):
            return
        self.next_at = time.monotonic() + SECONDS_BETWEEN
        self.is_complete = done >= total
        commands.note_commitment_upload(self.upload, by=PLATFORM, state=State.INDEXING, done=done, rows=total)
