"""Copies of cited pages that go, for the acts that have them go."""

import secrets

from parvis.kernel.clock import now
from parvis.kernel.languages import Multilingual
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register

from .. import tasks
from ..content import words_sha256
from ..events import CaptureRemoved
from ..models import Capture, Citation, CitedPage

_FORGOTTEN = ["final_url", "payload_sha256", "text_sha256", "published_on"]
_PAGE = [
    *("url", "url_sha256", "seen", "visit_at", "asked_at", "answered_at", "failure", "latest"),
    *("seen_detail", "seen_at", "seen_since", "seen_fingerprint", "seen_payload_sha256", "misses", "missed_at"),
    *("copies_stopped_at", "copy_wanted_at"),
]


def locked_with_page(citation: Citation) -> Citation:
    """The page first, as whoever keeps a copy holds the two."""
    if citation.page:
        locked(citation.page)
    return locked(citation)


def take_down(capture: Capture, *, because: Multilingual) -> None:
    """The bytes and words of one copy. Whoever calls it puts that on the register."""
    file = capture.file
    capture.remove(at=now(), because=because)
    store(capture, "removed_at", "removed_because", "file", "title")
    tasks.forget_copy.enqueue(file)


def forget_page(page: CitedPage, *, because: Multilingual, by: Actor) -> None:
    """With every copy of it, unless another source of the same body cites it. Whoever cites it now waits for this."""
    page = locked(page)
    if page.citations.exists():
        return
    for capture in page.captures.exclude(taken_at=None).filter(removed_at=None).order_by("taken_at"):
        take_down(capture, because=because)
        register.record(CaptureRemoved(capture.urn, page.body, capture.sha256, words_sha256(because)), by=by)
    page.forget(as_sha256=secrets.token_hex(32))
    store(page, *_PAGE)
    page.captures.filter(taken_at=None).delete()
    for capture in page.captures.all():
        capture.forget()
        store(capture, *_FORGOTTEN)
