import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO, TypeVar

from django.conf import settings
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.kernel import urns
from parvis.kernel.access import public, signed_in
from parvis.kernel.permissions import may, require
from parvis.kernel.steps import confirm, save, typed
from parvis.register import queries as register
from parvis.ui.context import person

from .. import commands, queries
from ..assessed import assessed
from ..captures.keeping import WarcInside
from ..errors import CopyRemoved, NothingToCapture
from ..forms import DescriptionForm, ReasonForm
from ..models import Capture, Citation, CitedPage
from ._languages import languages

_LINK_FORMAT = "application/link-format"
# Of the copies of a page, in the form that takes one of them down.
_NAMED = 20
Answer = TypeVar("Answer", bound=HttpResponseBase)


@public
def capture(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The words of a copy, on a page of ours. What was captured is text here and never markup."""
    found, viewer = queries.capture(uid), person(request)
    owner = urns.resolve([found.page.body], viewer).get(found.page.body)
    context = {
        "capture": found,
        "copied": queries.copied_page(found) if found.is_held else None,
        "owner": owner,
        "history": register.history(found.urn, viewer),
        "published": register.published(),
        "may_remove": may(viewer, "evidence.remove_capture", found),
    }
    answer = render(request, "evidence/capture.html", context, status=200 if found.is_held else 410)
    return _as_memento(answer, found)


@public
def capture_wacz(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """The archive itself, to save: a browser is never given captured markup to show."""
    found = queries.capture(uid)
    answer = _attachment(queries.opened_copy(found), f"{_stem(found)}.wacz", "application/wacz", found.size)
    return _as_memento(answer, found)


@public
def capture_warc(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """The records inside the archive, to save."""
    found = queries.capture(uid)
    inside = WarcInside(queries.opened_copy(found))
    return _as_memento(_attachment(inside, f"{_stem(found)}.warc.gz", "application/warc", found.warc_size), found)


def _stem(capture: Capture) -> str:
    return f"{capture.page_id}-{capture.taken_at:%Y-%m-%d}"


@public
def changes(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What the page says now beside what it said when it was cited. Raises Http404 where there are no two copies."""
    citation = queries.citation(uid)
    found = queries.changes(citation)
    if found is None:
        raise Http404
    return render(request, "evidence/changes.html", {"citation": citation, "changes": found})


@public
def timemap(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Every copy of the page, in the link format that Memento asks for (RFC 7089, section 5)."""
    page = _page_of(queries.citation(uid))
    every = list(queries.mementos(page))
    here = _absolute("evidence:timemap", uid)
    span = f'; from="{_http(every[0].taken_at)}"; until="{_http(every[-1].taken_at)}"' if every else ""
    links = [
        f'<{page.url}>; rel="original"',
        f'<{here}>; rel="self"; type="{_LINK_FORMAT}"{span}',
        f'<{_absolute("evidence:timegate", uid)}>; rel="timegate"',
        *(_memento(each, every) for each in every),
    ]
    return HttpResponse(",\n".join(links) + "\n", content_type=f"{_LINK_FORMAT}; charset=utf-8")


@public
def timegate(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Leads to the copy nearest to the instant asked for with Accept-Datetime (RFC 7089, section 4)."""
    page = _page_of(queries.citation(uid))
    asked = request.headers.get("Accept-Datetime", "")
    try:
        instant = _utc(parsedate_to_datetime(asked)) if asked else None
    except (ValueError, OverflowError):
        wrong = _("Accept-Datetime is no date. Write it as in: %s") % "Thu, 10 Feb 2022 12:00:00 GMT"
        return HttpResponse(wrong, status=400, content_type="text/plain; charset=utf-8")
    found = queries.memento_at(page, instant)
    if found is None:
        raise Http404
    answer = HttpResponseRedirect(found.get_absolute_url())
    answer["Vary"] = "accept-datetime"
    answer["Link"] = f'<{page.url}>; rel="original", {_timemap(uid)}'
    return answer


@signed_in
def ask_for_capture(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    citation = queries.citation(uid)
    require(request.user, "evidence.ask_for_capture", citation)
    if not citation.is_elsewhere:
        raise NothingToCapture(_("Only pages of other sites are copied."))
    return save(
        request,
        "evidence/ask_for_capture.html",
        {"form": Form(**typed(request)), "citation": citation, "cancel_url": citation.get_absolute_url()},
        heading=_("Copy the page now"),
        do=lambda data: commands.ask_for_capture(citation, by=request.user),
        to=citation.get_absolute_url(),
        said=_("The page will be copied in the next minutes."),
    )


@signed_in
def ask_for_captures(request: HttpRequest, slug: str) -> HttpResponse:
    """Of all that a plan or a report names (`about`, its URN), or else its member; and how the copies stand."""
    member, about = accounts.member(slug), request.GET.get("about", "")
    require(request.user, "evidence.ask_for_captures", Citation(body=member.urn))
    named = assessed(about, body=member.urn) if about else None
    owner = named.urn if named else member.urn
    url = named.url if named else reverse("site:member_bibliography", args=[slug])
    to_copy = queries.pages_to_copy(owner, body=member.urn).count()
    return save(
        request,
        "evidence/ask_for_captures.html",
        {
            "form": Form(**typed(request)),
            "title": named.title if named else member.name,
            "url": url,
            "cancel_url": url if to_copy else "",
            "tally": queries.tally_of_copies(owner, body=member.urn),
            "to_copy": to_copy,
        },
        heading=_("Copies of the pages"),
        do=lambda data: commands.ask_for_captures(owner, body=member.urn, by=request.user),
        to=request.get_full_path(),
        said=_("The pages will be copied one after the other. This page says how far it has got."),
    )


@signed_in
def remove_capture(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = queries.capture(uid)
    require(request.user, "evidence.remove_capture", found)
    if not found.is_held:
        raise CopyRemoved(_("This copy is not here any more."))
    spoken = languages(request, found.page.body)
    form = ReasonForm(**typed(request), languages=spoken, label=_("Why it is taken down"))
    others = queries.other_copies(found)
    known = {"capture": found, "others": others[:_NAMED], "other_count": others.count()}
    return confirm(
        request,
        "evidence/remove_capture.html",
        {"form": form, "cancel_url": found.get_absolute_url(), **known},
        heading=_("Take down this copy"),
        do=lambda data: commands.remove_capture(found, by=request.user, **data),
        to=found.get_absolute_url(),
        said=_("The copy is taken down. Its record and your reason stay."),
    )


@signed_in
def describe_source(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    citation = queries.citation(uid)
    require(request.user, "evidence.describe_source", citation)
    form = DescriptionForm(**typed(request), citation=citation, languages=languages(request, citation.body))
    return confirm(
        request,
        "evidence/describe_source.html",
        {"form": form, "citation": citation, "cancel_url": citation.get_absolute_url()},
        heading=_("Complete the record of this source"),
        do=lambda data: commands.describe_source(citation, by=request.user, **data),
        to=citation.get_absolute_url(),
        said=_("The record of the source is complete."),
    )


def _page_of(citation: Citation) -> CitedPage:
    if citation.page is None:
        raise Http404
    return citation.page


def _attachment(file: IO[bytes] | WarcInside, name: str, media_type: str, size: int) -> HttpResponseBase:
    answer = FileResponse(file, as_attachment=True, filename=f"page-{name}", content_type=media_type)
    answer["Content-Length"] = size
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _as_memento(answer: Answer, found: Capture) -> Answer:
    """Of when it is and of which page (RFC 7089). Search engines are to find the page itself."""
    answer["Memento-Datetime"], answer["X-Robots-Tag"] = _http(found.taken_at), "noindex"
    if not found.page.url:  # its source was erased
        return answer
    links = [f'<{found.page.url}>; rel="original"']
    if citation := queries.first_citation(found.page):
        links += [f'<{_absolute("evidence:timegate", citation.uid)}>; rel="timegate"', _timemap(citation.uid)]
    answer["Link"] = ", ".join(links)
    return answer


def _timemap(uid: uuid.UUID) -> str:
    return f'<{_absolute("evidence:timemap", uid)}>; rel="timemap"; type="{_LINK_FORMAT}"'


def _memento(capture: Capture, every: Sequence[Capture]) -> str:
    places = [name for name, at in (("first", 0), ("last", -1)) if every[at] == capture]
    relation = " ".join([*places, "memento"])
    return f'<{_absolute("evidence:capture", capture.uid)}>; rel="{relation}"; datetime="{_http(capture.taken_at)}"'


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _http(at: datetime | None) -> str:
    return http_date(at.timestamp()) if at else ""


def _absolute(name: str, uid: uuid.UUID) -> str:
    return settings.PARVIS_ORIGIN + reverse(name, args=[uid])
