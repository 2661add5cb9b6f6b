"""Whether a cited page is still there, asked politely: as robots.txt allows, once a second of a host at most."""

from dataclasses import dataclass

from django.core.cache import cache
from protego import Protego

from parvis.kernel.fetching.answers import Answer
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.fetching.errors import (
    BlockedAddress,
    FetchFailed,
    FetchingOff,
    HostBusy,
    HostUnknown,
    NotReached,
    OwnAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
)
from parvis.kernel.fetching.foreseeing import refusal
from parvis.kernel.fetching.targets import target
from parvis.kernel.fetching.transport import Limits

from ..errors import ErrorStatus
from ..models import CitedPage
from . import reading
from .judging import judged
from .keeping import sha256_of

Seen = CitedPage.Seen
ROBOT = "Parvis"
# These say something of us, or of the network between, and nothing of the page: readers may well find it.
_NOT_ASKED = (BlockedAddress, FetchingOff, HostBusy, OwnAddress)
# So does a page whose site is down, and every page where it is our own network that is.
SILENCE = frozenset({HostUnknown.code, NotReached.code, TooSlow.code})
_ROBOTS_LIMITS = Limits(total=20, size=512 * 1024)
_ROBOTS_KEPT = 24 * 3600
_LONGEST_ROBOTS = 100_000


@dataclass(frozen=True)
class Look:
    """What was found; NEVER where the site was not asked at all.

    `detail` is a status or the code of a `FetchFailed`, for ROBOTS of why robots.txt could not be read; the hash is of
    the readable text.
    """

    seen: CitedPage.Seen
    detail: str = ""
    text_sha256: str = ""
    payload_sha256: str = ""

    @property
    def is_silence(self) -> bool:
        """Whether nothing at all came back: the site may be down, or we."""
        return self.seen == Seen.UNREACHABLE and self.detail in SILENCE

    @property
    def lacks_rules(self) -> bool:
        """Whether robots.txt could not be read, so that nobody asked for the page."""
        return self.seen == Seen.ROBOTS and bool(self.detail)


def look_at(url: str, client: GuardedClient) -> Look:
    """Never raises for what the site does."""
    if refused := refusal(url):
        return Look(Seen.NEVER, refused.code)
    try:
        if not may_visit(url, client):
            return Look(Seen.ROBOTS)
    except FetchFailed as failure:
        return _failed(failure, Seen.ROBOTS)
    try:
        with client.fetch(url) as answer:
            return _found(url, answer)
    except FetchFailed as failure:
        return _failed(failure, Seen.UNREADABLE)


def _failed(failure: FetchFailed, seen: CitedPage.Seen) -> Look:
    """`seen` is what it means where something answered; that we could not read it says nothing against the page."""
    if isinstance(failure, _NOT_ASKED):
        return Look(Seen.NEVER, failure.code)
    if failure.code in SILENCE:
        return Look(Seen.UNREACHABLE, failure.code)
    return Look(seen, str(failure) if isinstance(failure, ErrorStatus) else failure.code)


def may_visit(url: str, client: GuardedClient) -> bool:
    """What the host's robots.txt says (RFC 9309): without one, all may. Raises a `FetchFailed` where it cannot be read
    for now: then nobody may (2.3.1.4)."""
    goal = target(url)
    key = f"robots:{goal.scheme}:{goal.authority}"
    rules = cache.get(key)
    if rules is None:
        rules = _rules(f"{goal.scheme}://{goal.authority}/robots.txt", client)
        cache.set(key, rules, timeout=_ROBOTS_KEPT)
    return Protego.parse(rules).can_fetch(goal.url, ROBOT)


def _rules(url: str, client: GuardedClient) -> str:
    try:
        with client.fetch(url, limits=_ROBOTS_LIMITS) as answer:
            if answer.status >= 500 or answer.status == 429:
                raise ErrorStatus(answer.status)
            return answer.body.read(_LONGEST_ROBOTS).decode("utf-8", "replace") if answer.is_success else ""
    except (TooLarge, TooManyRedirects):
        return ""  # RFC 9309, 2.3.1.2: as if there were none


def _found(url: str, answer: Answer) -> Look:
    seen, status = judged(url, answer), str(answer.status)
    if seen != Seen.ANSWERS:
        return Look(seen, status)
    return Look(seen, status, reading.read_answer(answer).text_sha256, sha256_of(answer.body))
