"""What OGP's data says of a commitment, the files it came in, and what of them was left out."""

import uuid
from collections.abc import Iterator

from django.db.models import OuterRef, Q
from django.utils.translation import gettext as _

from parvis.kernel import urns
from parvis.kernel.errors import NotFound
from parvis.kernel.gathering import Gathered
from parvis.plans.queries import Commitment

from ..models import CommitmentFile, CommitmentRecord, LeftOutRow, RecordMatch
from ..standards.commitment_data.layouts import layout
from ..standards.commitment_data.texts import readable


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


def commitment_file_by_uid(uid: uuid.UUID) -> CommitmentFile:
    """With its source. Raises `NotFound`."""
    found = CommitmentFile.objects.filter(uid=uid).select_related("source").first()
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def unread(file: CommitmentFile, *, size: int) -> tuple[list[LeftOutRow], list[LeftOutRow]]:
    """The first rows that could not be used, and the first notices. Two queries."""
    rows, notices = (file.left_out.filter(is_notice=is_notice)[:size] for is_notice in (False, True))
    return list(rows), list(notices)


def count_notices(file: CommitmentFile) -> int:
    return file.left_out.filter(is_notice=True).count()


def count_matches(file: CommitmentFile) -> int:
    """How many of its rows are likely in the other layout too."""
    return RecordMatch.objects.filter(Q(older__file=file) | Q(newer__file=file)).count()


def left_out(file: CommitmentFile) -> Iterator[LeftOutRow]:
    """The rows that could not be used, by line."""
    return file.left_out.filter(is_notice=False).iterator()


def first_left_out(file: CommitmentFile, count: int) -> list[LeftOutRow]:
    return list(file.left_out.filter(is_notice=False)[:count])


def notices(file: CommitmentFile) -> Iterator[LeftOutRow]:
    """What could not be read in rows that were used, by line."""
    return file.left_out.filter(is_notice=True).iterator()


def with_record() -> dict[str, Gathered]:
    """What brings the record of a commitment along with it, as annotations: its row, and its likely matches."""
    matches = RecordMatch.objects.filter(
        Q(older__commitment=OuterRef("pk")) | Q(newer__commitment=OuterRef("pk"))
    ).order_by("-score", "id")
    records = CommitmentRecord.objects.filter(commitment=OuterRef("pk"))
    return {"records": Gathered(records, "file"), "matched": Gathered(matches)}


def record_of(commitment: Commitment) -> CommitmentRecord | None:
    """Of a commitment that was read `with_record`: its row of OGP's data, with the file. No query."""
    for record in commitment.records:
        record.commitment, record.matched = commitment, commitment.matched
        return record
    return None


def matches_of(record: CommitmentRecord) -> dict[int, int]:
    """The keys of the records that are likely the same in the other layout, with the score in thousandths."""
    return {row.newer_id if row.older_id == record.pk else row.older_id: row.score for row in record.matched}


def text_of(record: CommitmentRecord) -> str:
    """The words of the commitment as OGP's data gives them; empty where it says "NR" or the like. Without
    e-mail addresses."""
    place = layout(record.layout).place("text")
    return readable((record.cells[place] if place is not None else "") or "")
