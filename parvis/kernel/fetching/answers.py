"""What came back."""

from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import IO

from .targets import Target
from .transport import Wire

_INTERIM = b"HTTP/1.1 1"
_LONGEST_HEADERS = 128 * 1024


@dataclass
class Exchange:
    """One request and its answer; a redirect is one of its own. `wire` holds both byte for byte."""

    target: Target
    began_at: datetime
    wire: Wire
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str:
        """The first of this name, in any case; empty where there is none."""
        return next((value for each, value in self.headers if each.lower() == name), "")

    def raw(self) -> IO[bytes]:
        """The answer as it came, at its first byte; interim answers (103 Early Hints) are left out."""
        start, head = 0, self._beginning()
        while head.startswith(_INTERIM) and b"\r\n\r\n" in head:
            interim, _end, head = head.partition(b"\r\n\r\n")
            start += len(interim) + 4
        self.wire.received.seek(start)
        return self.wire.received

    def length_of_headers(self) -> int:
        """Up to the first byte of the body, interim answers included."""
        start = self.raw().tell()
        head = self._beginning()[start:]
        return start + len(head.partition(b"\r\n\r\n")[0]) + 4

    def _beginning(self) -> bytes:
        self.wire.received.seek(0)
        return self.wire.received.read(_LONGEST_HEADERS)


@dataclass
class Answer:
    """`body` is unpacked, a file at its first byte; `exchanges` are the redirects in order and then the answer itself.

    Close it, or use it in `with`: it holds files.
    """

    exchanges: list[Exchange]
    body: IO[bytes]
    size: int

    @property
    def last(self) -> Exchange:
        return self.exchanges[-1]

    @property
    def status(self) -> int:
        return self.last.status

    @property
    def url(self) -> str:
        """After redirects."""
        return self.last.target.url

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def header(self, name: str) -> str:
        return self.last.header(name)

    @property
    def media_type(self) -> str:
        return self.header("content-type").partition(";")[0].strip().lower()

    def close(self) -> None:
        self.body.close()
        for exchange in self.exchanges:
            exchange.wire.received.close()

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
