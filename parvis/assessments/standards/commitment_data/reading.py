"""A file of commitment data, row by row: no more of it is held than one row."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from ...errors import CommitmentFileRefused
from .entries import Entries
from .header import LOOKED_AT, Header, header_of
from .rows import CommitmentRow, LeftOut
from .surveying import Survey, surveyed

# The longest text that OGP has published is of 28,000 characters.
LONGEST_CELL = 1_000_000
_IN_MEMORY = 1 << 20
_COPIED_AT_ONCE = 1 << 16


class CommitmentFile:
    """What is known of a file before its rows are read. Iterate over it once, inside `CommitmentFile.open`."""

    def __init__(self, survey: Survey, header: Header, rows: "Iterator[_Numbered]") -> None:
        self.survey, self.header = survey, header
        self._rows = rows

    @classmethod
    @contextmanager
    def open(cls, source: "Path | str | BinaryIO") -> "Iterator[CommitmentFile]":
        """Raises `CommitmentFileRefused`; also while rows are read, where a quotation mark is never closed."""
        with _seekable(source) as file:
            began = file.tell()
            survey = surveyed(file)
            file.seek(began)
            text = io.TextIOWrapper(cast("io.BufferedReader", file), encoding="utf-8-sig", newline="")
            try:
                rows = _numbered(text)
                yield cls(survey, *_header_and_rows(rows))
            finally:
                text.detach()

    @property
    def layout(self) -> str:
        return self.header.layout.name

    @property
    def expected_rows(self) -> int:
        """For a progress bar: as many as there are where no row is empty and every quotation mark is a pair."""
        return max(self.survey.records - self.header.line, 0)

    def __iter__(self) -> Iterator[CommitmentRow | LeftOut]:
        """Empty rows are passed over."""
        entries = Entries(self.header)
        for row in self._rows:
            if isinstance(row, LeftOut):
                yield row
            elif len(row[1]) != self.header.width:
                yield _ragged(row[0], len(row[1]), self.header.width)
            else:
                yield entries.read(*row)


_Numbered = tuple[int, list[str]] | LeftOut


def _numbered(lines: io.TextIOWrapper) -> Iterator[_Numbered]:
    """Rows with the line on which each begins."""
    # The module knows one limit for the whole process: it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    reader = csv.reader(lines, strict=True)
    while True:
        began = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _unreadable(error, began)
            continue
        if any(row):
            yield began, row


def _unreadable(error: csv.Error, line: int) -> LeftOut:
    """Raises where what follows cannot be told apart into rows either."""
    said = str(error)
    if "field limit" in said:
        raise CommitmentFileRefused(
            _("A cell of the row that begins on line %(line)s is longer than %(longest)s characters.")
            % {"line": line, "longest": LONGEST_CELL},
            line=line,
        )
    if "end of data" in said:
        raise CommitmentFileRefused(
            _("In the row that begins on line %s, a quotation mark is opened and never closed.") % line, line=line
        )
    return LeftOut(line, "", _("The quotation marks of this row do not pair: it cannot be told apart into cells."))


def _header_and_rows(rows: Iterator[_Numbered]) -> tuple[Header, Iterator[_Numbered]]:
    first: list[_Numbered] = []
    for row in rows:
        first.append(row)
        if len(first) == LOOKED_AT:
            break
    whole: list[tuple[int, Sequence[str]]] = [row for row in first if not isinstance(row, LeftOut)]
    header = header_of(whole)
    below = (row for row in first if (row.line if isinstance(row, LeftOut) else row[0]) > header.line)
    return header, _chained(list(below), rows)


def _chained(first: list[_Numbered], rest: Iterator[_Numbered]) -> Iterator[_Numbered]:
    yield from first
    yield from rest


def _ragged(line: int, cells: int, width: int) -> LeftOut:
    said = _("Cells in this row: %(cells)s; in the header: %(width)s.") % {"cells": cells, "width": width}
    return LeftOut(line, "", said)


@contextmanager
def _seekable(source: Path | str | BinaryIO) -> Iterator[BinaryIO]:
    """It is gone through twice; what cannot be, as a pipe, is copied to the disk first."""
    if isinstance(source, Path | str):
        with Path(source).open("rb") as file:
            yield file
    elif source.seekable():
        yield source
    else:
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
            while chunk := source.read(_COPIED_AT_ONCE):
                copy.write(chunk)
            copy.seek(0)
            yield cast(BinaryIO, copy)
