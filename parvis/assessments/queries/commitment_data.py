"""What OGP's data says of a commitment, the files it came in, and what of them was left out."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.kernel import urns
from parvis.kernel.errors import NotFound
from parvis.kernel.urns import Named
from parvis.plans.queries import Commitment

from ..models import CommitmentFile, CommitmentRecord, LeftOutRow, RecordMatch


def commitment_file(urn: str) -> CommitmentFile | None:
    return CommitmentFile.objects.filter(uid=urns.parse(urn)[1]).select_related("source").first()


def commitment_file_named(name: str) -> CommitmentFile:
    """The newest of this name, or the one with this SHA-256. Raises `NotFound`."""
    found = CommitmentFile.objects.filter(Q(name=name) | Q(sha256=name)).order_by("-pk").first()
    if found is None:
        raise NotFound(_("No file of this name or SHA-256 has entered."))
    return found


def commitment_files() -> list[CommitmentFile]:
    """Those that were read, the newest first: there are few."""
    return list(CommitmentFile.objects.order_by("-recorded_at", "-pk"))


def left_out(file: CommitmentFile) -> Iterator[LeftOutRow]:
    """The rows that could not be used, by line."""
    return file.left_out.filter(is_notice=False).iterator()


def first_left_out(file: CommitmentFile, count: int) -> list[LeftOutRow]:
    return list(file.left_out.filter(is_notice=False)[:count])


def notices(file: CommitmentFile) -> Iterator[LeftOutRow]:
    """What could not be read in rows that were used, by line."""
    return file.left_out.filter(is_notice=True).iterator()


def record_of(commitment: Commitment) -> CommitmentRecord | None:
    """With its file and its likely matches in the other layout, each with its commitment. Two queries."""
    record = CommitmentRecord.objects.filter(commitment=commitment).select_related("file__source").first()
    if record is not None:
        record.commitment = commitment
    return record


def matches_of(record: CommitmentRecord) -> list[tuple[Commitment, int]]:
    """The likely same in the other layout, with the score in thousandths. One query."""
    ends = ("older", "newer") if record.layout == "current" else ("newer", "older")
    far, near = ends
    rows = RecordMatch.objects.filter(**{near: record}).select_related(f"{far}__commitment__plan__member")
    return [(getattr(row, far).commitment, row.score) for row in rows]


def named_commitment_files(uids: Sequence[uuid.UUID], viewer: Any) -> Mapping[uuid.UUID, Named]:
    """Everyone may see which files were read."""
    rows = CommitmentFile.objects.filter(uid__in=uids)
    return {row.uid: Named(row.name, row.get_absolute_url()) for row in rows}
