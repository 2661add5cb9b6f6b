"""Small tables as CSV: names of columns and codes never change with the language of the page."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse

from parvis.kernel.tables import plain

_CSV = "text/csv; charset=utf-8"


def csv_response(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """To be kept under a name. The first row names the columns; what is absent is empty."""
    response = HttpResponse("".join(_lines(rows)), content_type=_CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def streamed_csv_response(name: str, rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The same of a table of any length: each row is written when it is read."""
    response = StreamingHttpResponse(_lines(rows), content_type=_CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    for row in rows:
        held = io.StringIO(newline="")
        csv.writer(held, lineterminator="\r\n").writerow([_cell(value) for value in row])
        yield held.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return plain(text)
