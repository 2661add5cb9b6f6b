"""Rows as the published file has them: 171 columns in their order, UTF-8, lines ended by CRLF, none after the last.

OGP's file comes out byte for byte: it is quoted as Python's `csv` quotes, only where it must be.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from .layouts import layout

EXPORTED = "current"
_LINE_END = "\r\n"
_WRITTEN_AT_ONCE = 100


def write_rows(rows: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """Each by the names of the columns; what a row lacks is empty, what no column is named for is left."""
    names = layout(EXPORTED).names
    held = io.StringIO(newline="")
    # The writer must know the line ends: what is in them is quoted.
    writer = csv.writer(held, lineterminator=_LINE_END)
    writer.writerow(names)
    for count, row in enumerate(rows, 1):
        writer.writerow([row.get(name, "") for name in names])
        if count % _WRITTEN_AT_ONCE == 0:
            yield _taken_but_the_last_line_end(held)
    yield _taken_but_the_last_line_end(held)


def _taken_but_the_last_line_end(held: io.StringIO) -> bytes:
    """It is written before the next row, and so not after the last."""
    text = held.getvalue().removesuffix(_LINE_END)
    held.seek(0)
    held.truncate()
    held.write(_LINE_END)
    return text.encode()
