"""All commitments: explored, compared, handed out. All of it is public, whoever asks."""

from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from parvis.accounts import queries as accounts
from parvis.assessments import queries as reports
from parvis.assessments.facets import Order
from parvis.kernel.access import public
from parvis.search import queries as index

from ..explorer import asking, comparing, downloads, offering, picture
from .front import cursor

SIZE = 25
FEWEST, MOST = 2, 5
LONGEST_QUERY = 4000


@public
def commitments(request: HttpRequest) -> HttpResponse:
    """Words, facets, an order: everything stands in the address, and nothing empty does."""
    tidied = asking.tidied(request.GET)
    if tidied is not None:
        return HttpResponseRedirect(reverse("site:commitments") + tidied)
    members = accounts.member_names()
    asked = asking.read(request.GET, members)
    selection = index.selection(asked.selecting())
    order = offering.order(selection, asked)
    page = selection.page(order, size=SIZE, **cursor(request))
    elsewhere = [one for one in asked.ticked if one not in page.urns]
    explored = reports.explored([*page.urns, *elsewhere])
    context = {
        "asked": asked,
        "everything": reverse("site:commitments") + (f"?{asked.ticks}" if asked.ticks else ""),
        "selection": selection,
        "page": page,
        "found": [one for one in explored if one.commitment.urn not in elsewhere],
        "elsewhere": [one for one in explored if one.commitment.urn in elsewhere],
        "facets": offering.facets(selection, asked, members),
        "chips": offering.chips(asked, members),
        "advice": [] if selection.total else offering.advice(selection, asked),
        "orders": offering.orders(selection, order),
        "cannot_rank": asked.sort == Order.BEST and order != Order.BEST,
        "picture": picture.how_it_ended(selection),
        "is_open_to_robots": asked.is_for_everything and not request.GET,
    }
    return render(request, "site/commitments.html", context)


@public
def compare_commitments(request: HttpRequest) -> HttpResponse:
    """Two to five side by side: `?c=`, once for each."""
    chosen, came_from = asking.compared(request.GET), request.GET.get(asking.FROM, "")[:LONGEST_QUERY]
    is_fitting = FEWEST <= len(chosen) <= MOST
    found = reports.explored_in_full(chosen) if is_fitting else reports.explored(chosen[:SIZE])
    context = {
        "found": [(one, _naming((other for other in found if other is not one), came_from)) for one in found],
        "rows": comparing.rows(found) if is_fitting and len(found) >= FEWEST else [],
        "count": len(found),
        "is_too_many": len(chosen) > MOST and bool(found),
        "naming": _naming(found),
        "back": reverse("site:commitments") + _back(came_from, found),
    }
    return render(request, "site/compare_commitments.html", context)


@public
def commitments_csv(request: HttpRequest) -> StreamingHttpResponse:
    written = downloads.as_csv(_selected(request.GET), get_language() or "en")
    return _download(written, "text/csv; charset=utf-8", "commitments.csv")


@public
def commitments_json(request: HttpRequest) -> StreamingHttpResponse:
    written = downloads.as_json(_selected(request.GET), get_language() or "en")
    return _download(written, "application/json", "commitments.json")


@public
def commitments_ogp_csv(request: HttpRequest) -> StreamingHttpResponse:
    """In OGP's own layout of 171 columns."""
    written = reports.exported_selection(_selected(request.GET))
    return _download(written, "text/csv; charset=utf-8", "ogp-commitments.csv")


def _selected(given: QueryDict) -> Iterable[Sequence[str]]:
    """URNs, some at a time: those that are named, else the whole selection."""
    if asking.COMPARED in given:
        chosen = asking.compared(given)
        return [chosen] if chosen else []
    asked = asking.read(given, accounts.member_names())
    selection = index.selection(asked.selecting())
    order = offering.order(selection, asked)
    return selection.urns(Order.NEWEST if order == Order.BEST else order)


def _back(came_from: str, found: Iterable[reports.Explored]) -> str:
    """To the selection, where those that are chosen stay so."""
    given = QueryDict(came_from, mutable=True)
    given.setlist(asking.COMPARED, [str(one.commitment.uid) for one in found])
    return f"?{given.urlencode()}" if given.urlencode() else ""


def _naming(found: Iterable[reports.Explored], came_from: str = "") -> str:
    given = QueryDict(mutable=True)
    given.setlist(asking.COMPARED, [str(one.commitment.uid) for one in found])
    if came_from:
        given[asking.FROM] = came_from
    return f"?{given.urlencode()}"


def _download(written: Iterator[bytes], content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(written, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
