"""The stamps of a timestamp authority, and what it stamped: for `openssl ts -verify`, or any other tool."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.kernel.access import public
from parvis.kernel.errors import Invalid

from . import queries
from .errors import NoSuchTimestamp
from .models import Timestamp


@public
@require_safe
def timestamps(request: HttpRequest) -> HttpResponse:
    cursor = {name: request.GET.get(name, "") for name in ("after", "before")}
    try:
        page = queries.timestamps(**cursor)
    except Invalid as refusal:
        raise Http404(str(refusal)) from refusal
    return render(request, "register/timestamps.html", {"page": page, "timestamped": queries.timestamped()})


@public
@require_safe
def timestamp(request: HttpRequest, day: str) -> HttpResponse:
    """The authority's answer (TimeStampResp)."""
    found = _of(day)
    return _file(bytes(found.response or b""), "application/timestamp-reply", f"register-{day}.tsr")


@public
@require_safe
def timestamped_checkpoint(request: HttpRequest, day: str) -> HttpResponse:
    """What was stamped, byte for byte."""
    return _file(_of(day).note.encode(), "text/plain; charset=utf-8", f"register-{day}.checkpoint")


def _of(day: str) -> Timestamp:
    try:
        return queries.timestamp(date.fromisoformat(day))
    except (ValueError, NoSuchTimestamp) as refusal:
        raise Http404(str(refusal)) from refusal


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
