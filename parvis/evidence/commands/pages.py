"""Pages of many sources at once: of what imports brought, and copies of all that a bibliography names."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.fetching.errors import FetchingOff
from parvis.kernel.fetching.foreseeing import foreseen
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor

from .. import queries
from ..errors import NothingToCapture
from ..models import Capture, Citation, CitedPage
from . import _asking
from .captures import LOOK_AGAIN, MOST_VISITS

BATCH = 500


@transaction.atomic
@not_an_act("which page a source names is in its address")
def enroll_pages(*, by: Actor) -> int:
    """Give pages to some sources on other sites that have none, as those that imports bring. How many got one.

    Call it until none did. The pages are looked at, each on its day among the next thirty, and not copied.
    """
    require(by, "evidence.enroll_pages")

    citations = list(queries.citations_without_page().select_for_update()[:BATCH])
    named = {citation.pk: _asking.place_of(citation) for citation in citations}
    at = now()
    new = [_new(place, at=at) for place in dict.fromkeys(named.values())]
    CitedPage.objects.bulk_create(new, ignore_conflicts=True)
    rows = CitedPage.objects.select_related("latest").select_for_update(of=("self",))
    held = rows.filter(url_sha256__in={place.url_sha256 for place in named.values()})
    pages = {(page.body, page.url_sha256): page for page in held.order_by("pk")}
    for citation in citations:
        page = pages.get((citation.body, named[citation.pk].url_sha256))
        citation.page, citation.copy = page, page.latest if page else None
    Citation.objects.bulk_update(citations, ["page", "copy"])
    return sum(citation.page is not None for citation in citations)


@transaction.atomic
@not_an_act("a copy says what a page was, not what a body did")
def ask_for_captures(owner: str, *, body: str, by: Actor) -> int:
    """Have every page copied that the body cites in a bibliography (its owner's URN) and that has no copy, a few at a
    time, in the background; those of which a copy was taken down are left out. How many these are.

    Raises `NothingToCapture` where there are none, or nothing is fetched.
    """
    require(by, "evidence.ask_for_captures", Citation(body=body))
    wanted = queries.pages_to_copy(owner, body=body)
    first = wanted.first()
    if first is None:
        raise NothingToCapture(_("Every page that can be copied has a copy, or is waited for."))
    if isinstance(refused := foreseen(first.url), FetchingOff):
        raise NothingToCapture(str(refused.sentence))

    count = wanted.update(copy_wanted_at=now())
    _take_turns()
    return count


@transaction.atomic
@not_an_act("work by the platform itself")
def take_turns(*, by: Actor) -> None:
    """Ask for copies of pages that are wanted, as many as there is room for among what waits already."""
    require(by, "evidence.take_turns")
    _take_turns()


def _take_turns() -> None:
    waiting = Capture.objects.filter(taken_at=None, failed_at=None).count()
    wanted = CitedPage.objects.filter(copy_wanted_at__isnull=False).order_by("copy_wanted_at", "pk")
    for page in map(locked, wanted[: max(0, MOST_VISITS - waiting)]):
        if page.copy_wanted_at is None:  # taken down, erased or asked for meanwhile
            continue
        page.copy_wanted_at = None
        store(page, "copy_wanted_at")
        if page.latest_id is None:
            _asking.ask(page, at=now())


def _new(place: _asking.Place, *, at: datetime) -> CitedPage:
    """First looked at within thirty days, when its address decides: an import must not make a wave of looks."""
    page = CitedPage(body=place.body, url=place.url, url_sha256=place.url_sha256, failure=place.refused)
    if not place.refused:
        page.visit_at = at + int(place.url_sha256[:12], 16) / 16**12 * LOOK_AGAIN
    return page
