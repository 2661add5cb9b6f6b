"""Small tables as CSV: names of columns and codes never change with the language of the page."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from parvis.kernel.tables import plain


def csv_response(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """To be kept under a name. The first row names the columns; what is absent is empty."""
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    response = HttpResponse(held.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return plain(text)
