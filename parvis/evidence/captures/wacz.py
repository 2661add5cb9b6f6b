"""WACZ 1.1.1: a ZIP file around the WARC, with an index and the list of its pages, which replay tools open.

Written here and not by py-wacz, which brings some fifty packages along (docs/decisions/0015); tests ask py-wacz.
"""

import gzip
import hashlib
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from .warcs import SOFTWARE, Entry

WARC = "archive/data.warc.gz"
PAGES = "pages/pages.jsonl"
_DATAPACKAGE = "datapackage.json"
_LARGEST_PAGES = 8 * 2**20
_STEP = 64 * 1024


@dataclass(frozen=True)
class CopiedPage:
    """The page that the copy is of."""

    url: str
    at: datetime
    title: str
    text: str


def pack(warc: Path, to: Path, *, entries: Sequence[Entry], page: CopiedPage) -> None:
    resources: list[dict[str, Any]] = []
    index = gzip.compress("".join(sorted(map(_line, entries))).encode(), mtime=0)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as archive:
        with warc.open("rb") as file:
            resources.append(_put(archive, WARC, file, page.at))
        resources.append(_put_bytes(archive, "indexes/index.cdx.gz", index, page.at))
        resources.append(_put_bytes(archive, "indexes/index.idx", _secondary(index, entries), page.at))
        resources.append(_put_bytes(archive, PAGES, _pages(page), page.at))
        described = json.dumps(_described(resources, page), indent=2).encode()
        _put_bytes(archive, _DATAPACKAGE, described, page.at)
        digest = {"path": _DATAPACKAGE, "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
        _put_bytes(archive, "datapackage-digest.json", json.dumps(digest, indent=2).encode(), page.at)


def page_in(file: IO[bytes]) -> CopiedPage:
    """What `pack` wrote of the page."""
    with zipfile.ZipFile(file) as archive, archive.open(PAGES) as pages:
        said = json.loads(pages.read(_LARGEST_PAGES).splitlines()[1])
    return CopiedPage(said["url"], datetime.fromisoformat(said["ts"]), said.get("title", ""), said.get("text", ""))


def search_key(url: str) -> str:
    """SURT, as the index is sorted by: the host's name backwards, then the rest, all in lower case."""
    parts = urlsplit(url.lower())
    host = re.sub(r"^www\d*\.", "", parts.hostname or "")
    port = f":{parts.port}" if parts.port and parts.port != {"http": 80, "https": 443}.get(parts.scheme) else ""
    name = ",".join(reversed(host.split(".")))
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = parts.path.rstrip("/") or "/"
    return f"{name}{port}){path}{'?' + query if query else ''}"


def _line(entry: Entry) -> str:
    facts = {
        "url": entry.url,
        "mime": entry.media_type,
        "status": str(entry.status),
        "digest": entry.digest,
        "length": str(entry.length),
        "offset": str(entry.offset),
        "filename": Path(WARC).name,
    }
    return f"{search_key(entry.url)} {entry.at.astimezone(UTC):%Y%m%d%H%M%S} {json.dumps(facts)}\n"


def _secondary(index: bytes, entries: Sequence[Entry]) -> bytes:
    """All of the index is one block: a copy has some fifty entries."""
    first = min(map(_line, entries)).partition("{")[0].strip()
    meta = json.dumps({"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"})
    digest = f"sha256:{hashlib.sha256(index).hexdigest()}"
    return f"!meta 0 {meta}\n{first} {json.dumps({'offset': 0, 'length': len(index), 'digest': digest})}\n".encode()


def _pages(page: CopiedPage) -> bytes:
    header = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": bool(page.text)}
    said = {"id": hashlib.sha256(page.url.encode()).hexdigest()[:22], "url": page.url, "ts": _instant(page.at)}
    said |= {name: text for name, text in (("title", page.title), ("text", page.text)) if text}
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in (header, said)).encode()


def _described(resources: list[dict[str, Any]], page: CopiedPage) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "resources": resources,
        "wacz_version": "1.1.1",
        "software": SOFTWARE,
        "created": _instant(page.at),
        **({"title": page.title} if page.title else {}),
        "mainPageUrl": page.url,
        "mainPageDate": _instant(page.at),
    }


def _put_bytes(archive: zipfile.ZipFile, path: str, content: bytes, at: datetime) -> dict[str, Any]:
    archive.writestr(_info(path, at), content)
    return _resource(path, len(content), hashlib.sha256(content).hexdigest())


def _put(archive: zipfile.ZipFile, path: str, file: IO[bytes], at: datetime) -> dict[str, Any]:
    hashed, size = hashlib.sha256(), 0
    with archive.open(_info(path, at), "w", force_zip64=True) as out:
        while part := file.read(_STEP):
            hashed.update(part)
            size += len(part)
            out.write(part)
    return _resource(path, size, hashed.hexdigest())


def _resource(path: str, size: int, sha256: str) -> dict[str, Any]:
    # The profile of data packages has names in lower case.
    return {"name": Path(path).name.lower(), "path": path, "hash": f"sha256:{sha256}", "bytes": size}


def _info(path: str, at: datetime) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(path, at.astimezone(UTC).timetuple()[:6])


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
