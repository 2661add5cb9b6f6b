"""The files of OGP's commitment data that were read, and what of them could not be."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override

from parvis.assessments import queries
from parvis.kernel.access import public

from .. import tables

SHOWN = 100


@public
def commitment_files(request: HttpRequest) -> HttpResponse:
    return render(request, "site/commitment_files.html", {"files": queries.commitment_files()})


@public
def commitment_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.commitment_file_by_uid(uid)
    left_out, notices = queries.unread(found, size=SHOWN)
    context = {
        "file": found,
        "left_out": left_out,
        "notices": notices,
        "match_count": queries.count_matches(found),
        "notice_count": queries.count_notices(found),
    }
    return render(request, "site/commitment_file.html", context)


@public
def left_out_csv(request: HttpRequest, uid: UUID) -> StreamingHttpResponse:
    """Every row that could not be used, and every notice, with line, column and reason."""
    found = queries.commitment_file_by_uid(uid)
    unread = _said(chain(queries.left_out(found), queries.notices(found)), get_language() or "en")
    return tables.streamed_csv_response("left-out.csv", chain([("kind", "line", "column", "code", "reason")], unread))


def _said(rows: Iterable[Any], language: str) -> Iterator[tuple[object, ...]]:
    for row in rows:
        with override(language):
            reason = row.reason
        yield "notice" if row.is_notice else "left_out", row.line, row.column, row.code, reason
