"""A file of OGP's commitment data gone through before it enters: what reading alone knows of it. Nothing is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from parvis.kernel.transactions import has_one_writer

from .errors import CommitmentFileRefused
from .standards.commitment_data.reading import CommitmentFile as FileRead
from .standards.commitment_data.rows import CommitmentRow, LeftOut, Notice
from .types import CommitmentFileGiven

SHOWN = 50
# What leaves out more is no commitment data under a header that looks like it; it would only keep the server busy.
MOST_LEFT_OUT = 10_000
# Where a file that enters keeps every other writer waiting: as many rows as a few seconds take.
MOST_WITH_ONE_WRITER = 3_000


@contextmanager
def opened(content: bytes) -> Iterator[FileRead]:
    with FileRead.open(BytesIO(content)) as read:
        yield read


def checked(content: bytes, *, name: str) -> CommitmentFileGiven:
    """Raises `CommitmentFileRefused`."""
    found = _Found()
    with opened(content) as read:
        for row in read:
            found.take(row)
        if found.rows - found.left_out > MOST_WITH_ONE_WRITER and has_one_writer():
            raise CommitmentFileRefused(
                _(
                    "It has more than 3,000 rows, and while they enter nobody else can save anything. Those who run "
                    "this site can enter it at a quiet hour with the command “parvis import-commitments FILE.csv”."
                )
            )
        said = found.told() | {"layout": read.layout, "notices": found.notices + len(read.header.notices)}
        return CommitmentFileGiven(name, read.survey.sha256, content, found.rows, said)


def remarks(content: bytes) -> Iterator[LeftOut | Notice]:
    """Every row that would be left out, and everything that would be kept as written."""
    with opened(content) as read:
        yield from read.header.notices
        for row in read:
            if isinstance(row, LeftOut):
                yield row
            else:
                yield from row.notices


class _Found:
    def __init__(self) -> None:
        self.rows = self.notices = self.left_out = 0
        self.members: set[tuple[str, str]] = set()
        self.plans: set[tuple[str, str, str]] = set()
        self.first: list[LeftOut] = []

    def take(self, row: CommitmentRow | LeftOut) -> None:
        self.rows += 1
        if isinstance(row, LeftOut):
            self._leave_out(row)
            return
        self.notices += len(row.notices)
        self.members.add((row.country, row.code))
        self.plans.add((row.country, row.code, row.plan_identifier or row.plan_number))

    def _leave_out(self, row: LeftOut) -> None:
        self.left_out += 1
        if self.left_out > MOST_LEFT_OUT:
            raise CommitmentFileRefused(_("More than 10,000 of its rows cannot be used."))
        if len(self.first) < SHOWN:
            self.first.append(row)

    def told(self) -> dict[str, Any]:
        return {
            "members": len(self.members),
            "plans": len(self.plans),
            "left_out": self.left_out,
            "first_left_out": [asdict(one) for one in self.first],
        }
