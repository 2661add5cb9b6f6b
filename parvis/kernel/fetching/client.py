import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import IO

import certifi
import httpcore
from django.conf import settings
from django.http.request import validate_host

from parvis.kernel.clock import now

from .addresses import Address, Admitted, Ours, is_public
from .answers import Answer, Exchange
from .decoding import Unpacked
from .errors import (
    AddressMalformed,
    AnswerMalformed,
    BlockedAddress,
    NotReached,
    OwnAddress,
    PortRefused,
    TooManyRedirects,
    TooSlow,
    WrongLength,
)
from .pace import paced, unpaced
from .resolving import Resolve, looked_up, resolved
from .targets import PORTS, Target, redirected, target
from .transport import IN_MEMORY, Budget, CheckedBackend, Limits, Wire

LARGEST_POST = 64 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}
_WITHOUT_BODY = {204, 304}
# After the announced end a server should close; this long we listen for more than it announced.
_LINGER = 0.25

Pace = Callable[[str], AbstractContextManager[None]]


class GuardedClient:
    """Fetches addresses that people gave: only from the public web, within limits, without cookies or credentials.

    Every address that a name resolves to is checked, and the connection goes to one that was: a name that answers
    differently the second time is never asked a second time. Each redirect is checked anew.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        resolve: Resolve = looked_up,
        pace: Pace = paced,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.resolve, self.pace, self.tls = resolve, pace, tls
        self.admitted, self.ours = Admitted.of(settings.FETCH_ALLOW), Ours.of(settings.FETCH_DENY)

    def fetch(self, url: str, *, limits: Limits | None = None) -> Answer:
        """GET, after up to five redirects. Whatever status comes back is an answer. Raises a `FetchFailed`."""
        budget = Budget(limits or self.limits)
        exchanges: list[Exchange] = []
        try:
            goal = target(url)
            for _redirect in range(budget.limits.redirects + 1):
                exchange, body, size = self._exchange(goal, budget, method="GET")
                exchanges.append(exchange)
                location = exchange.header("location")
                if exchange.status not in _REDIRECTS or not location:
                    return Answer(exchanges, body, size)
                body.close()
                goal = redirected(goal, location)
            raise TooManyRedirects(url)
        except BaseException:
            for each in exchanges:
                each.wire.received.close()
            raise

    def post(self, url: str, body: bytes, *, content_type: str, limits: Limits | None = None) -> Answer:
        """POST a small body. A redirect is not followed: it is the answer. Raises a `FetchFailed`."""
        if len(body) > LARGEST_POST:
            raise ValueError(f"a body of {len(body)} bytes is not small")
        budget = Budget(limits or self.limits)
        exchange, answer, size = self._exchange(
            target(url), budget, method="POST", content=body, headers={"Content-Type": content_type}
        )
        return Answer([exchange], answer, size)

    def _exchange(
        self, goal: Target, budget: Budget, *, method: str, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[Exchange, IO[bytes], int]:
        addresses = self._checked(goal, budget)
        exchange = Exchange(goal, now(), Wire())
        backend = CheckedBackend([str(each) for each in addresses], budget, exchange.wire)
        origin = httpcore.Origin(goal.scheme.encode(), goal.host.encode(), goal.port)
        with ExitStack() as held:
            with budget.paused():
                held.enter_context(self._turn(goal, addresses))
            held.enter_context(_named(exchange.wire))
            connection = httpcore.HTTPConnection(origin, self.tls or _system_tls(), network_backend=backend)
            held.enter_context(connection)
            response = connection.handle_request(_request(method, goal, content, headers or {}))
            held.callback(response.close)
            exchange.status = response.status
            exchange.headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in response.headers)
            body, size = _read(exchange, response, budget)
        return exchange, body, size

    def _checked(self, goal: Target, budget: Budget) -> list[Address]:
        """Every address behind the name, all of which may be connected to."""
        if goal.port not in PORTS.values() and not self.admitted.has_port(goal.port):
            raise PortRefused(goal.authority)
        seconds = budget.seconds(budget.limits.connect)
        addresses = resolved(self.resolve, goal.host, goal.port, seconds=seconds)
        for address in addresses:
            self._check(address, goal)
        return addresses

    def _check(self, address: Address, goal: Target) -> None:
        if self.admitted.has(address, goal.port):
            return
        if goal.port not in PORTS.values():
            raise PortRefused(goal.authority)
        if self.ours.has(address) or validate_host(goal.host.rstrip("."), [*settings.OWN_HOSTS, *self.ours.hosts]):
            raise OwnAddress(goal.host)
        if not is_public(address):
            raise BlockedAddress(f"{goal.host} is at {address}")

    def _turn(self, goal: Target, addresses: list[Address]) -> AbstractContextManager[None]:
        is_here = all(self.admitted.has(address, goal.port) for address in addresses)
        return unpaced(goal.host) if is_here else self.pace(goal.host)


@lru_cache(maxsize=1)
def _system_tls() -> ssl.SSLContext:
    """The machine's authorities, which an administrator may add to, and those that browsers trust."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _request(method: str, goal: Target, content: bytes, headers: dict[str, str]) -> httpcore.Request:
    every = {
        "Host": goal.authority,
        "User-Agent": f"Parvis (+{settings.PARVIS_ORIGIN})",
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **headers,
        **({"Content-Length": str(len(content))} if method == "POST" else {}),
    }
    url = httpcore.URL(scheme=goal.scheme.encode(), host=goal.host.encode(), port=goal.port, target=goal.path.encode())
    return httpcore.Request(method, url, headers=[(n.encode(), v.encode()) for n, v in every.items()], content=content)


def _read(exchange: Exchange, response: httpcore.Response, budget: Budget) -> tuple[IO[bytes], int]:
    """The body, unpacked, in a file at its first byte, and its size."""
    body: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- closed with the answer
    try:
        limits = budget.limits
        encoding = "" if exchange.status in _REDIRECTS else exchange.header("content-encoding")
        unpacked = Unpacked(encoding, largest=limits.unpacked, ratio=limits.ratio)
        for chunk in response.iter_stream():
            for part in unpacked.feed(chunk):
                body.write(part)
        unpacked.finish()
        _require_announced_length(exchange, response)
        body.seek(0)
    except BaseException:
        body.close()
        raise
    return body, unpacked.unpacked


def _require_announced_length(exchange: Exchange, response: httpcore.Response) -> None:
    """Less than announced fails while reading; more is left on the wire, where only looking finds it."""
    announced = exchange.header("content-length")
    if not announced.isdecimal() or exchange.status in _WITHOUT_BODY or exchange.header("transfer-encoding"):
        return
    expected = exchange.length_of_headers() + int(announced)
    exchange.wire.received.seek(0, 2)
    response.extensions["network_stream"].linger(_LINGER)
    if exchange.wire.length != expected:
        raise WrongLength(f"{exchange.wire.length} bytes instead of {expected}")


@contextmanager
def _named(wire: Wire) -> Iterator[None]:
    """Our own errors for those of the libraries below; nothing of a failed exchange is kept."""
    try:
        yield
    except BaseException as error:
        wire.received.close()
        named = _ours(error, wire)
        if named is error:
            raise
        raise named from error


def _ours(error: BaseException, wire: Wire) -> BaseException:
    if isinstance(error, httpcore.TimeoutException):
        return TooSlow(str(error))
    if isinstance(error, httpcore.LocalProtocolError):
        return AddressMalformed(str(error))
    if isinstance(error, httpcore.RemoteProtocolError):
        is_short = "complete message body" in str(error) or "incomplete chunked" in str(error)
        return WrongLength(str(error)) if is_short else AnswerMalformed(str(error))
    if isinstance(error, httpcore.NetworkError):
        return WrongLength(str(error)) if wire.length else NotReached(str(error))
    return error
