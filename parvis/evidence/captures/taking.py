"""Take a copy of a page: fetch it with what it needs, write the archive, read it back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from parvis.kernel.dates import PartialDate
from parvis.kernel.fetching.answers import Answer
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.fetching.errors import FetchFailed
from parvis.kernel.fetching.transport import Limits

from ..errors import ErrorStatus, FrontPageInstead
from ..models import CitedPage
from . import keeping, reading, warcs
from .judging import judged
from .requisites import LARGEST_TOGETHER, Requisites, is_sheet
from .wacz import CopiedPage, pack

SECONDS_FOR_REQUISITES = 90
_LIMITS_OF_ONE = Limits(connect=5, total=15, size=LARGEST_TOGETHER)


@dataclass(frozen=True)
class Taken:
    """A copy in a temporary file. `sha256` and `size` are the WACZ's; `payload_sha256` is of the body, unpacked."""

    path: Path
    at: datetime
    final_url: str
    status: int
    media_type: str
    sha256: str
    size: int
    warc_sha256: str
    warc_size: int
    records: int
    requisites: int
    requisites_missing: int
    payload_sha256: str
    text_sha256: str
    title: str
    language: str
    published_on: PartialDate | None


@contextmanager
def taken(url: str, client: GuardedClient) -> Iterator[Taken]:
    """Raises a `FetchFailed`: also where the site answers with an error or its front page: no copies of the page."""
    with TemporaryDirectory(prefix="parvis-capture-") as folder, client.fetch(url) as answer:
        _require_page(url, answer)
        read = reading.read_answer(answer)
        warc, packed = Path(folder) / "data.warc.gz", Path(folder) / "copy.wacz"
        with warc.open("w+b") as file:
            written = warcs.Warc(file)
            wanted, got = _write(written, answer, read, client)
            warcs.require_whole(file, records=written.records)
        page = CopiedPage(answer.url, answer.last.began_at, read.title, read.text)
        pack(warc, packed, entries=written.entries, page=page)
        answer.body.seek(0)
        yield Taken(
            path=packed,
            at=answer.last.began_at,
            final_url=answer.url,
            status=answer.status,
            media_type=answer.media_type[:100],
            sha256=_sha256(packed),
            size=packed.stat().st_size,
            warc_sha256=_sha256(warc),
            warc_size=warc.stat().st_size,
            records=written.records,
            requisites=got,
            requisites_missing=wanted - got,
            payload_sha256=keeping.sha256_of(answer.body),
            text_sha256=read.text_sha256,
            title=read.title,
            language=read.language,
            published_on=read.published_on,
        )


def _require_page(url: str, answer: Answer) -> None:
    seen = judged(url, answer)
    if seen == CitedPage.Seen.HOME:
        raise FrontPageInstead(answer.url)
    if seen != CitedPage.Seen.ANSWERS:
        raise ErrorStatus(answer.status)


def _write(written: warcs.Warc, answer: Answer, read: reading.PageRead, client: GuardedClient) -> tuple[int, int]:
    """The page, the redirects that led to it, and what it needs. How many things it needs, and how many were got."""
    via = ""
    for exchange in answer.exchanges:
        written.add(exchange, via=via)
        via = exchange.target.url
    wanted = Requisites(answer.last.target)
    if read.tree is not None:
        wanted.add_page(read.tree)
    until, left, got = time.monotonic() + SECONDS_FOR_REQUISITES, LARGEST_TOGETHER, 0
    for address in wanted:
        if time.monotonic() > until or left <= 0:
            break
        # A page without one of its pictures is still the page.
        with suppress(FetchFailed), client.fetch(address, limits=replace(_LIMITS_OF_ONE, size=left)) as part:
            for exchange in part.exchanges:
                written.add(exchange, via=answer.url)
                left -= exchange.wire.length
            got += part.is_success
            if is_sheet(part):
                wanted.add_sheet(part)
    return len(wanted), got


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return keeping.sha256_of(file)
