import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import IO, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.kernel.pages import Page, page
from parvis.kernel.urns import Named
from parvis.kernel.walking import walked

from ..captures import keeping
from ..captures.comparing import Comparison, compared
from ..captures.looking import SILENCE
from ..captures.wacz import CopiedPage, page_in
from ..errors import CopyRemoved
from ..models import Capture, Citation, CitationUse, CitedPage

# Of so many sites a page is looked at to learn whether we reach any; they are sought among so many pages.
ASKED_ELSEWHERE = 3
LOOKED_THROUGH = 100


@dataclass(frozen=True)
class Changes:
    """Two copies of a page and what differs in their words; no comparison where one of them holds none."""

    before: Capture
    after: Capture
    comparison: Comparison | None


@dataclass(frozen=True)
class TallyOfCopies:
    """Of the pages that one bibliography names. `failed` and `stopped` have no copy and none is waited for."""

    pages: int
    kept: int
    waiting: int
    stopped: int
    failed: int

    @property
    def unasked(self) -> int:
        """Without a copy, because nobody asked for one."""
        return self.pages - self.kept - self.waiting - self.stopped - self.failed


def capture(uid: uuid.UUID) -> Capture:
    """Public, also when its bytes are gone. Raises Http404."""
    return get_object_or_404(Capture.objects.select_related("page"), uid=uid, taken_at__isnull=False)


def captures_page(citation: Citation, *, after: str = "", before: str = "") -> Page[Capture]:
    """Every copy of the page that it cites, newest first."""
    rows = Capture.objects.filter(page=citation.page_id, taken_at__isnull=False).order_by("-taken_at", "-id")
    return page(rows, by=["-taken_at", "-id"], size=10, after=after, before=before)


def first_citation(page: CitedPage) -> Citation | None:
    """The one whose timemap and timegate stand for the page: of those that cite it, the first."""
    return page.citations.order_by("pk").first()


def mementos(page: CitedPage) -> QuerySet[Capture]:
    """Those that can be read, oldest first."""
    return page.captures.filter(taken_at__isnull=False, removed_at=None).order_by("taken_at", "id")


def memento_at(page: CitedPage, instant: datetime | None) -> Capture | None:
    """The nearest before the instant, else the first after it; without one, the last (RFC 7089, section 4.5.3)."""
    every = mementos(page)
    if instant is None:
        return every.last()
    return every.filter(taken_at__lte=instant).last() or every.first()


def copied_page(capture: Capture) -> CopiedPage:
    """What the copy says. Its hash is checked. Raises `CopyRemoved`, `CopyGone`, `CopyDamaged`."""
    with opened_copy(capture) as file:
        return page_in(file)


def opened_copy(capture: Capture) -> IO[bytes]:
    """The WACZ, its hash checked. Raises `CopyRemoved`, `CopyGone`, `CopyDamaged`."""
    if capture.removed_at:
        raise CopyRemoved(_("This copy was taken down. Its record stays, with the reason."))
    return keeping.opened(capture.file, capture.sha256)


def changes(citation: Citation) -> Changes | None:
    """From the copy that it rests on to the last one. None where there are no two, or they say the same."""
    before, after = citation.copy, citation.page and citation.page.latest
    if not (before and after) or before.pk == after.pk or not (before.is_held and after.is_held):
        return None
    words = [copied_page(one).text for one in (before, after)]
    return Changes(before, after, compared(*words) if all(words) else None)


def other_copies(capture: Capture) -> QuerySet[Capture]:
    """Those that can still be read of the same page, also where another member cites it, newest first."""
    same = Capture.objects.filter(page__url_sha256=capture.page.url_sha256, taken_at__isnull=False, removed_at=None)
    return same.exclude(pk=capture.pk).select_related("page").order_by("-taken_at", "-id")


def proposal(citation: Citation) -> Capture | None:
    """The copy of a page that says what the record of the source does not: its title, or when it was published."""
    copy = citation.copy
    if copy is None or not copy.is_held:
        return None
    adds = (copy.title and not citation.title) or (copy.published_on and not citation.published_on)
    return copy if adds else None


def awaited(page: CitedPage) -> Capture | None:
    """The copy that has been asked for and that has neither come nor failed; asks nothing where there is none."""
    return page.captures.filter(taken_at=None, failed_at=None).first() if page.is_waiting else None


def capture_to_take(pk: int) -> Capture | None:
    """None once it has come, has failed or is gone."""
    return Capture.objects.select_related("page").filter(pk=pk, taken_at=None, failed_at=None).first()


def citations_without_page() -> QuerySet[Citation]:
    """Sources on other sites that no page stands for yet."""
    here = f"{settings.PARVIS_ORIGIN}/"
    return Citation.objects.filter(page=None).exclude(url="").exclude(url__startswith=here).order_by("pk")


def pages_to_copy(owner: str, *, body: str) -> QuerySet[CitedPage]:
    """Those that a body cites in a bibliography (its owner's URN), of which there is no copy, none is waited for, and
    one may be made. What is never fetched was never asked for, and nobody looks at it."""
    is_new = Q(asked_at=None, visit_at__isnull=False)
    rows = _pages_in(owner, body).filter(is_new | Q(answered_at=F("asked_at")))
    return rows.filter(latest=None, copies_stopped_at=None, copy_wanted_at=None).order_by("pk")


def tally_of_copies(owner: str, *, body: str) -> TallyOfCopies:
    """One query."""
    is_waiting = Q(copy_wanted_at__isnull=False) | Q(asked_at__isnull=False) & (
        Q(answered_at=None) | ~Q(answered_at=F("asked_at"))
    )
    none = Q(latest=None) & ~is_waiting
    return TallyOfCopies(
        **_pages_in(owner, body).aggregate(
            pages=Count("pk"),
            kept=Count("pk", filter=Q(latest__isnull=False)),
            waiting=Count("pk", filter=Q(latest=None) & is_waiting),
            stopped=Count("pk", filter=none & Q(copies_stopped_at__isnull=False)),
            failed=Count("pk", filter=none & Q(copies_stopped_at=None) & ~Q(failure="")),
        )
    )


def _pages_in(owner: str, body: str) -> QuerySet[CitedPage]:
    named = CitationUse.objects.filter(entry__bibliography__owner=owner, citation__page__isnull=False)
    return CitedPage.objects.filter(body=body, pk__in=named.values("citation__page"))


def cited_pages() -> Iterator[CitedPage]:
    """Every page that is cited, in constant memory."""
    return walked(CitedPage.objects.exclude(url=""), size=200)


def cited_page(pk: int) -> CitedPage:
    return CitedPage.objects.get(pk=pk)


def has_another_site_answered(page: CitedPage, *, since: datetime) -> bool:
    """Whether a site that is not this page's said anything: if none did, it may be our own network that is down."""
    silent = Q(seen=CitedPage.Seen.UNREACHABLE, seen_detail__in=SILENCE)
    return _elsewhere(page).filter(seen_at__gte=since).exclude(silent).exists()


def pages_elsewhere(page: CitedPage) -> list[CitedPage]:
    """Some that answered when they were last looked at, of other sites: the last seen of each of the last few sites."""
    rows = _elsewhere(page).filter(seen=CitedPage.Seen.ANSWERS).order_by("-seen_at")[:LOOKED_THROUGH]
    found: dict[str | None, CitedPage] = {}
    for row in rows:
        found.setdefault(urlsplit(row.url).hostname, row)
    return list(found.values())[:ASKED_ELSEWHERE]


def _elsewhere(page: CitedPage) -> QuerySet[CitedPage]:
    """A site is its host: the address may end there, or go on with a port, a path or a query."""
    sites = [f"{scheme}://{urlsplit(page.url).hostname}" for scheme in ("http", "https")]
    same = [Q(url__istartswith=site + end) for site in sites for end in "/:?#"]
    return CitedPage.objects.exclude(reduce(or_, same, Q(url__in=sites)))


def is_copy_held(file: str) -> bool:
    return Capture.objects.filter(file=file, removed_at=None).exclude(file="").exists()


def named_captures(uids: Sequence[uuid.UUID], viewer: Any) -> Mapping[uuid.UUID, Named]:
    found = Capture.objects.select_related("page").filter(uid__in=uids, taken_at__isnull=False)
    return {each.uid: Named(_copy_of(each.page), each.get_absolute_url()) for each in found}


def _copy_of(page: CitedPage) -> str:
    host = urlsplit(page.url).hostname
    return _("Copy of a page of %s") % host if host else _("Copy of a page that was erased")
