from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.dates import PartialDate
from parvis.kernel.fetching.errors import FetchFailed, HostBusy
from parvis.kernel.fetching.foreseeing import refusal
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register

from .. import queries, tasks
from ..captures.looking import Look
from ..captures.taking import Taken
from ..content import new_salt, said_now, source_sha256, words_sha256
from ..errors import AlreadyErased, CaptureWaits, CopyRemoved, NothingToCapture, TakenDownMeanwhile
from ..events import CaptureRemoved, SourceDescribed
from ..models import Capture, Citation, CitedPage
from ..models.captures import TAKEN, WAITS
from ..wording import seen_in_each
from . import _asking, _copies
from ._entries import describe_entries
from ._reasons import require_reason

Seen = CitedPage.Seen

GIVEN_UP_AFTER = timedelta(hours=12)
# Before a look that found silence: within this time another site has answered, or the look does not count.
LATELY = timedelta(hours=1)
LOOK_AGAIN = timedelta(days=30)
LOOK_AGAIN_SOON = timedelta(days=1)
LOOK_AGAIN_AT_THE_LOST = timedelta(days=7)
COPY_AGAIN = timedelta(days=180)
# A little less than a day, since a daily look does not come on the second. Who looks more often counts nothing twice.
MISSES_APART = timedelta(hours=20)
MOST_VISITS = 200


@transaction.atomic
@not_an_act("a copy says what a page was, not what a body did; the act that rests on the citation has its line")
def ask_for_capture(citation: Citation, *, by: Actor) -> Capture:
    """Have the page copied again, in the background: also where a copy was taken down, if staff ask.

    Raises `NothingToCapture`, `CaptureWaits`.
    """
    require(by, "evidence.ask_for_capture", citation)
    citation = _copies.locked_with_page(citation)
    if not citation.is_elsewhere:
        raise NothingToCapture(_("Only pages of other sites are copied."))
    if refused := refusal(citation.url):
        raise NothingToCapture(str(refused.sentence))

    citation.page = page = _asking.page_of(citation)
    require(by, "evidence.ask_for_capture", citation)
    if page.captures.filter(taken_at=None, failed_at=None).exists():
        raise CaptureWaits(_("A copy has been asked for already. It takes some minutes."))
    page.copies_stopped_at = None
    store(page, "copies_stopped_at")
    store(citation, "page")
    return _asking.ask(page, at=now())


@transaction.atomic
@not_an_act("a copy says what a page was, not what a body did")
def keep_capture(capture: Capture, taken: Taken, *, by: Actor, file: str) -> Capture:
    """The copy has come; `file` is where it lies. Does nothing when another worker was quicker."""
    page = locked(capture.page)
    capture = locked(capture)
    require(by, "evidence.keep_capture", capture)
    if not capture.is_waiting:
        return capture

    capture.keep(taken, file)
    store(capture, *TAKEN, "file", "taken_at", "failure")
    page.latest, page.failure, page.answered_at, page.visit_at = capture, "", capture.asked_at, now() + LOOK_AGAIN
    _see(page, Look(Seen.ANSWERS, str(taken.status), capture.text_sha256, capture.payload_sha256))
    store(page, "latest", "failure", "answered_at", "visit_at", *_SEEN)
    page.citations.filter(Q(copy=None) | Q(copy__removed_at__isnull=False)).update(copy=capture)
    return capture


@transaction.atomic
@not_an_act("a copy that did not come has changed nothing")
def fail_capture(capture: Capture, failure: FetchFailed, *, by: Actor) -> Capture:
    """Try again later what may pass; say of everything else why there is no copy."""
    page = locked(capture.page)
    capture = locked(capture)
    require(by, "evidence.fail_capture", capture)
    if not capture.is_waiting:
        return capture

    capture.tries, capture.failure = capture.tries + 1, failure.code
    if failure.may_pass and capture.tries <= len(WAITS):
        store(capture, "tries", "failure")
        tasks.take_capture.using(run_after=now() + WAITS[capture.tries - 1]).enqueue(capture.pk)
        return capture
    _give_up(capture, page)
    return capture


@transaction.atomic
@not_an_act("what a machine saw of a page elsewhere is no official act")
def note_look(page: CitedPage, look: Look, *, by: Actor) -> CitedPage:
    """What was found at the address. A page that says something new, or was long not copied, is copied again.

    Where the site was not asked, what was seen before stands; also where nothing came back and no other site has said
    anything lately, for then it may be our own network that is down. A page that is lost stays so until it was asked.
    """
    page = locked(page)
    require(by, "evidence.note_look", page)
    if not page.url:  # forgotten meanwhile, with the source that cited it
        return page
    is_ours = look.is_silence and not queries.has_another_site_answered(page, since=now() - LATELY)
    is_still_lost = look.lacks_rules and page.is_lost
    if look.seen == Seen.NEVER or is_ours or is_still_lost:
        is_passing = is_ours or is_still_lost or look.detail == HostBusy.code
        page.visit_at = now() + (LOOK_AGAIN_SOON if is_passing else LOOK_AGAIN_AT_THE_LOST)
        store(page, "visit_at")
        return page

    is_news = page.seen != look.seen
    _see(page, look)
    page.visit_at = now() + _until_next(page, is_news=is_news)
    store(page, "visit_at", *_SEEN)
    if look.seen == Seen.ANSWERS and _wants_copy(page):
        _asking.ask(page, at=page.seen_at or now())
    return page


@transaction.atomic
@not_an_act("work by the platform itself")
def enqueue_visits(*, by: Actor) -> int:
    """Have the pages looked at that are due, each once however many ask. How many these were.

    Copies that nobody will bring any more (their job was given up) are given up too.
    """
    require(by, "evidence.enqueue_visits")
    at = now()
    waiting = Capture.objects.filter(taken_at=None, failed_at=None, asked_at__lt=at - GIVEN_UP_AFTER)
    for capture in waiting[:MOST_VISITS]:
        capture.failure = capture.failure or FetchFailed.code
        _give_up(capture, locked(capture.page))
    due = CitedPage.objects.filter(visit_at__lte=at).order_by("visit_at")[:MOST_VISITS]
    taken = [
        page.pk
        for page in due
        if CitedPage.objects.filter(pk=page.pk, visit_at=page.visit_at).update(visit_at=at + LOOK_AGAIN_SOON)
    ]
    for pk in taken:
        tasks.visit_page.enqueue(pk)
    return len(taken)


@transaction.atomic
def remove_capture(capture: Capture, *, by: Actor, reason: Multilingual) -> Capture:
    """Take a copy down: its bytes go, its record and the reason stay. Of its page no other is made until staff ask.

    Raises `CopyRemoved`, `ReasonMissing`.
    """
    page = locked(capture.page)
    capture = locked(capture)
    require(by, "evidence.remove_capture", capture)
    if not capture.is_held:
        raise CopyRemoved(_("This copy is not here any more."))
    require_reason(reason)

    _copies.take_down(capture, because=reason)
    page.latest = page.captures.filter(taken_at__isnull=False, removed_at=None).order_by("-taken_at").first()
    page.copies_stopped_at, page.copy_wanted_at = now(), None
    store(page, "latest", "copies_stopped_at", "copy_wanted_at")
    for waiting in page.captures.filter(taken_at=None, failed_at=None):
        waiting.failure = TakenDownMeanwhile.code
        _give_up(waiting, page)

    register.record(CaptureRemoved(capture.urn, page.body, capture.sha256, words_sha256(reason)), by=by)
    return capture


@transaction.atomic
def describe_source(
    citation: Citation, *, by: Actor, title: Multilingual, published_on: PartialDate | None = None
) -> Citation:
    """Say what a source is called and when it was published, as its page proposes or otherwise."""
    citation = locked(citation)
    require(by, "evidence.describe_source", citation)
    if citation.erased_at:
        raise AlreadyErased(_("This source was erased, so there is nothing left to describe."))

    citation.said_before.append(said_now(citation))
    citation.title, citation.published_on = seen_in_each(title), published_on
    citation.salt = citation.salt or new_salt()
    store(citation, "title", "published_on", "said_before", "salt")
    describe_entries(citation)

    event = SourceDescribed(citation.urn, citation.body, published_on, source_sha256(citation))
    register.record(event, by=by)
    return citation


_SEEN = [
    *("seen", "seen_detail", "seen_at", "seen_since", "seen_fingerprint", "seen_payload_sha256"),
    *("misses", "missed_at"),
]


def _see(page: CitedPage, look: Look) -> None:
    at = now()
    if page.seen != look.seen or page.seen_since is None:
        page.seen_since = at
    if look.seen != Seen.UNREACHABLE:
        page.misses, page.missed_at = 0, None
    elif page.missed_at is None or at - page.missed_at >= MISSES_APART:
        page.misses, page.missed_at = page.misses + 1, at
    page.seen, page.seen_detail, page.seen_at = look.seen, look.detail, at
    if look.seen == Seen.ANSWERS:
        page.seen_fingerprint, page.seen_payload_sha256 = look.text_sha256 or look.payload_sha256, look.payload_sha256


def _until_next(page: CitedPage, *, is_news: bool) -> timedelta:
    """What cannot be opened is looked at again the next day, as sites err; then what readers cannot open every week."""
    is_hidden = page.is_lost or page.seen == Seen.CLOSED or page.lacks_rules
    is_missed = page.seen == Seen.UNREACHABLE and not page.is_lost
    if is_missed or (is_news and (is_hidden or page.seen == Seen.UNREADABLE)):
        return LOOK_AGAIN_SOON
    return LOOK_AGAIN_AT_THE_LOST if is_hidden else LOOK_AGAIN


def _wants_copy(page: CitedPage) -> bool:
    if page.copies_stopped_at or page.asked_at is None:  # what an import brought is copied when someone asks
        return False
    latest = page.latest
    if latest is None or latest.taken_at is None:
        return True
    return not latest.says_the_same_as(page) or latest.taken_at < now() - COPY_AGAIN


def _give_up(capture: Capture, page: CitedPage) -> None:
    capture.failed_at = now()
    store(capture, "tries", "failure", "failed_at")
    page.failure, page.answered_at = capture.failure, capture.asked_at
    # What could not be copied may be gone, and readers should not have to wait a month to hear so. A copy that a look
    # asked for is as old as the look: that page was just seen.
    if page.seen_at is None or page.seen_at < capture.asked_at:
        page.visit_at = now()
    store(page, "failure", "answered_at", "visit_at")
