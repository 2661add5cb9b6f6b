"""The connection: to the address that was checked, within the time and the size that are left, all bytes kept."""

import hashlib
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import httpcore

from .errors import BadCertificate, NotReached, TooLarge, TooSlow

IN_MEMORY = 2**20
_STEP = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes for one fetch with all its redirects. `unpacked` and `ratio` bound what a body unpacks to."""

    connect: float = 10
    total: float = 60
    size: int = 50 * 2**20
    unpacked: int = 200 * 2**20
    ratio: int = 100
    redirects: int = 5


@dataclass
class Budget:
    """What is left of the limits. Waiting for one's turn costs nothing."""

    limits: Limits
    taken: int = 0
    _until: float = field(init=False)

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.limits.total

    def seconds(self, at_most: float = float("inf")) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TooSlow(f"{self.limits.total} s are over")
        return min(left, at_most)

    def take(self, size: int) -> None:
        self.taken += size
        if self.taken > self.limits.size:
            raise TooLarge(f"more than {self.limits.size} bytes")

    @contextmanager
    def paused(self) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self._until += time.monotonic() - began


@dataclass
class Wire:
    """What went over one connection, byte for byte: `sent` and `received`, which is a file."""

    address: str = ""
    certificate_sha256: str = ""
    sent: bytearray = field(default_factory=bytearray)
    received: IO[bytes] = field(default_factory=lambda: SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115
    length: int = 0


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to one of `addresses`, never to the name that httpcore passes: no second lookup can change its mind."""

    def __init__(self, addresses: Sequence[str], budget: Budget, wire: Wire) -> None:
        self.addresses, self.budget, self.wire = addresses, budget, wire
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: Any = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        until = time.monotonic() + self.budget.limits.connect
        trouble: Exception = NotReached(host)
        for address in self.addresses:
            left = self.budget.seconds(max(0.1, until - time.monotonic()))
            try:
                stream = self._network.connect_tcp(address, port, left, socket_options=socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
                continue
            self.wire.address = address
            return _Stream(stream, self.budget, self.wire)
        raise NotReached(str(trouble)) from trouble


class _Stream(httpcore.NetworkStream):
    """Ignores the timeouts it is given: the budget's are shorter, and a server that drips must not renew them."""

    def __init__(self, stream: httpcore.NetworkStream, budget: Budget, wire: Wire) -> None:
        self.stream, self.budget, self.wire = stream, budget, wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._kept(self.stream.read(max_bytes, self.budget.seconds()))

    def linger(self, seconds: float) -> None:
        """Take what else comes, if anything does."""
        with suppress(httpcore.TimeoutException, httpcore.NetworkError):
            self._kept(self.stream.read(_STEP, self.budget.seconds(seconds)))

    def _kept(self, data: bytes) -> bytes:
        self.budget.take(len(data))
        self.wire.received.write(data)
        self.wire.length += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.wire.sent += buffer
        self.stream.write(buffer, self.budget.seconds())

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = self.budget.seconds(self.budget.limits.connect)
        try:
            secured = self.stream.start_tls(ssl_context, server_hostname, seconds)
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError | ssl.CertificateError):
                raise BadCertificate(str(error)) from error
            raise
        certificate = secured.get_extra_info("ssl_object").getpeercert(True)
        self.wire.certificate_sha256 = hashlib.sha256(certificate).hexdigest()
        return _Stream(secured, self.budget, self.wire)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
