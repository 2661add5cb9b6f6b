"""Asking for the copy of a page, in the transaction of whoever wants it."""

import hashlib
from datetime import datetime, timedelta
from typing import NamedTuple

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


class Place(NamedTuple):
    """Where the page of a body is; `refused` is the code of why it is never fetched."""

    body: str
    url: str
    url_sha256: str
    refused: str


def place_of(citation: Citation) -> Place:
    """An address that nobody can fetch is a page too: one whose copy has failed."""
    try:
        url = normalised(citation.url)
    except FetchFailed:
        url = citation.url
    sha256 = hashlib.sha256(url.encode()).hexdigest()
    return Place(citation.body, url, sha256, _refusal(citation.url) or "")


def page_of(citation: Citation) -> CitedPage:
    """Held until the transaction ends: a page that is being forgotten is another one afterwards."""
    place = place_of(citation)
    page, _is_new = CitedPage.objects.select_for_update().get_or_create(
        body=place.body, url_sha256=place.url_sha256, defaults={"url": place.url, "failure": place.refused}
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
    page.asked_at, page.failure, page.copy_wanted_at = at, "", None
    store(page, "asked_at", "failure", "copy_wanted_at")
    tasks.take_capture.enqueue(capture.pk)
    return capture


def _refusal(url: str) -> str | None:
    refused = refusal(url)
    return refused.code if refused else None
