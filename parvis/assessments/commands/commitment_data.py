"""A file of OGP's commitment data enters as history: one act, whatever it holds. What is here already stays."""

from dataclasses import dataclass

from django.db import transaction

from parvis.kernel.permissions import require
from parvis.kernel.transactions import alone, locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register

from ..events import CommitmentsImported
from ..models import CommitmentFile, CommitmentUpload
from ..standards.commitment_data.reading import CommitmentFile as FileRead
from ._entering_commitments import enter_commitments

TURN = "assessments.record_past_commitments"


@dataclass(frozen=True)
class CommitmentsOutcome:
    """Of a file that had entered before (`is_new` is false), nothing entered now."""

    file: CommitmentFile
    is_new: bool


@transaction.atomic
def record_past_commitments(
    read: FileRead, *, by: Actor, name: str, body: str = "", upload: CommitmentUpload | None = None
) -> CommitmentsOutcome:
    """Enter what a file of OGP's commitment data says: reference members, their plans and commitments, ratings.

    A row whose key is here already changes nothing: with the same content it is passed over, with other content it is
    left out and reported. `body` is the URN of the member for which a person acts: rows about other full members, which
    keep their own plans here, are left out. An import acts for the file itself, and enters those too.
    `upload`, through which it came, hears of it in the same transaction: what is killed afterwards knows what is here.
    """
    alone(TURN)
    require(by, "assessments.record_past_commitments", body or None)

    before = CommitmentFile.objects.filter(sha256=read.survey.sha256).first()
    if before is not None:
        _tell(upload, before, was_here=True)
        return CommitmentsOutcome(before, is_new=False)

    file = enter_commitments(read, name=name, by=by, body=body)
    _tell(upload, file, was_here=False)

    counts = file.counts
    event = CommitmentsImported(
        file.urn,
        body or file.urn,
        source=file.source.urn,
        sha256=file.sha256,
        rows=counts["rows"],
        commitments=counts["commitments"],
        plans=counts["plans"],
        members=counts["members"],
        left_out=counts["left_out"],
    )
    register.record(event, by=by)
    return CommitmentsOutcome(file, is_new=True)


def _tell(upload: CommitmentUpload | None, file: CommitmentFile, *, was_here: bool) -> None:
    if upload is None:
        return
    upload = locked(upload)
    if upload.file_id is None and not upload.is_settled:
        upload.enter(file, was_here=was_here)
        store(upload, "state", "file", "was_here")
