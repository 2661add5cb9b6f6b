"""The files of OGP's commitment data that were read, and what of them could not be."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
        "shown": SHOWN,
    }
    return render(request, "site/commitment_file.html", context)


@public
def left_out_csv(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every row that could not be used, and every notice, with line, column and reason."""
    found = queries.commitment_file_by_uid(uid)
    said = [("left_out", row) for row in queries.left_out(found)]
    said += [("notice", row) for row in queries.notices(found)]
    rows = ((kind, row.line, row.column, row.code, row.reason) for kind, row in said)
    return tables.csv_response("left-out.csv", [("kind", "line", "column", "code", "reason"), *rows])
