"""A WARC 1.1 file (ISO 28500:2017): each request and answer as it went over the wire, and what we know besides."""

import base64
import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parvis.kernel.fetching.answers import Exchange

from ..errors import CopyDamaged

SOFTWARE = "Parvis (warcio)"
_STEP = 64 * 1024
_HTTP = "application/http; msgtype="
_FIELDS = "application/warc-fields"


@dataclass(frozen=True)
class Entry:
    """Where an answer lies in the file: what an index needs."""

    url: str
    at: datetime
    media_type: str
    status: int
    digest: str
    offset: int
    length: int


class Warc:
    """Add exchanges one after the other; memory does not grow with them. `records` counts what was written."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.records = file, 0
        self.entries: list[Entry] = []
        self._writer = WARCWriter(file, gzip=True, warc_version="1.1")
        self._write(
            "warcinfo", "", _fields(software=SOFTWARE, format="WARC File Format 1.1"), _FIELDS, datetime.now(UTC)
        )

    def add(self, exchange: Exchange, *, via: str = "") -> None:
        """`via` is the address that led here: the one redirected from, or the page that uses it."""
        at, url = exchange.began_at, exchange.target.url
        head = exchange.length_of_headers()
        raw = exchange.raw()
        start = raw.tell()
        payload = _digest(_rest(raw, head))
        answer = {"WARC-IP-Address": exchange.wire.address, "WARC-Payload-Digest": payload}
        offset = self.file.tell()
        identity = self._write("response", url, exchange.raw(), f"{_HTTP}response", at, answer, start=start)
        media_type = exchange.header("content-type").partition(";")[0].strip() or "unk"
        length = self.file.tell() - offset
        self.entries.append(Entry(url, at, media_type, exchange.status, payload, offset, length))
        asked = BytesIO(bytes(exchange.wire.sent))
        about = {"WARC-Concurrent-To": identity}
        empty = {"WARC-Payload-Digest": _digest(iter([bytes(exchange.wire.sent).partition(b"\r\n\r\n")[2]]))}
        self._write("request", url, asked, f"{_HTTP}request", at, about | empty)
        known = _fields(via=via, ipAddress=exchange.wire.address, tlsCertificateSha256=exchange.wire.certificate_sha256)
        self._write("metadata", url, known, _FIELDS, at, about)

    def _write(
        self,
        kind: str,
        url: str,
        block: IO[bytes],
        content_type: str,
        at: datetime,
        headers: dict[str, str] | None = None,
        start: int = 0,
    ) -> str:
        block.seek(start)
        digest = _digest(iter(lambda: block.read(_STEP), b""))
        length = block.tell() - start
        block.seek(start)
        identity = self._writer._make_warc_id()
        every = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", identity),
            ("WARC-Date", at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")),
            *([("WARC-Target-URI", url)] if url else []),
            *(headers or {}).items(),
            ("WARC-Block-Digest", digest),
        ]
        if kind in ("metadata",):
            every.append(("WARC-Payload-Digest", digest))
        record = ArcWarcRecord(
            "warc", kind, StatusAndHeaders("", every, protocol="WARC/1.1"), block, None, content_type, length
        )
        record.payload_length = length
        self._writer.write_record(record)
        self.records += 1
        return identity


def require_whole(file: IO[bytes], *, records: int) -> None:
    """Read it again and count. Raises `CopyDamaged`: warcio reads a file that broke off without a word."""
    found = 0
    try:
        file.seek(0)
        with gzip.open(file) as unpacked:
            while unpacked.read(_STEP):
                pass
        file.seek(0)
        for record in ArchiveIterator(file, check_digests="raise"):
            while record.raw_stream.read(_STEP):
                pass
            found += 1
    except Exception as error:
        raise CopyDamaged(f"record {found + 1} cannot be read: {error}") from error
    if found != records:
        raise CopyDamaged(f"{found} records instead of {records}")


def _rest(raw: IO[bytes], start: int) -> Iterator[bytes]:
    raw.seek(start)
    return iter(lambda: raw.read(_STEP), b"")


def _digest(parts: Iterator[bytes]) -> str:
    """In base 32, as WARC tools write it."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part)
    return f"sha256:{base64.b32encode(hashed.digest()).decode()}"


def _fields(**named: str) -> IO[bytes]:
    return BytesIO("".join(f"{name}: {value}\r\n" for name, value in named.items() if value).encode())
