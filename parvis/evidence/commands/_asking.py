"""Asking for the copy of a page, in the transaction of whoever wants it."""

import hashlib
from datetime import datetime, timedelta

from parvis.kernel.fetching.errors import FetchFailed
from parvis.kernel.fetching.foreseeing import refusal
from parvis.kernel.fetching.targets import normalised
from parvis.kernel.transactions import locked, store

from .. import tasks
from ..models import Capture, Citation, CitedPage

# Another citation of the page within a day rests on the same copy.
FRESH = timedelta(hours=24)


def attach(citation: Citation, *, at: datetime) -> None:
    """Say which page it cites and which copy it rests on; without a fresh one, ask for one, unless one was taken down.

    It is not stored yet.
    """
    page = page_of(citation)
    citation.page = page
    latest = page.latest
    if latest and latest.is_held and latest.taken_at and latest.taken_at > at - FRESH:
        citation.copy = latest
    elif _refusal(page.url) is None and not page.copies_stopped_at:
        ask(page, at=at)


def page_of(citation: Citation) -> CitedPage:
    """An address that nobody can fetch is a page too: one whose copy has failed.

    Held until the transaction ends: a page that is being forgotten is another one afterwards.
    """
    refused = _refusal(citation.url)
    try:
        url = normalised(citation.url)
    except FetchFailed:
        url = citation.url
    page, _is_new = CitedPage.objects.select_for_update().get_or_create(
        body=citation.body,
        url_sha256=hashlib.sha256(url.encode()).hexdigest(),
        defaults={"url": url, "failure": refused or ""},
    )
    return page


def ask(page: CitedPage, *, at: datetime) -> Capture:
    """The copy that is waited for already, or a new one."""
    page = locked(page)
    waiting = page.captures.filter(taken_at=None, failed_at=None).first()
    if waiting:
        return waiting
    capture = Capture(page=page, asked_at=at)
    store(capture)
    page.asked_at, page.failure = at, ""
    store(page, "asked_at", "failure")
    tasks.take_capture.enqueue(capture.pk)
    return capture


def _refusal(url: str) -> str | None:
    refused = refusal(url)
    return refused.code if refused else None
