"""What is said of a source, as canonical JSON (RFC 8785), and its hash.

A title may name a person and most of the rest can be guessed, so the content holds a salt: whoever has the file hashes
it as it is, and without the salt, which lies beside the source and would go with it, the hash means nothing.
"""

import hashlib
import secrets
from collections.abc import Iterator
from typing import Any

import rfc8785

from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual

from .models import Citation


def new_salt() -> str:
    return secrets.token_hex(32)


def source_json(citation: Citation) -> bytes:
    """Of its file, the SHA-256. Where its page was copied is no part of it: copies come later, and have their own."""
    return _dumped(citation, said_now(citation))


def source_sha256(citation: Citation) -> str:
    return hashlib.sha256(source_json(citation)).hexdigest()


def said_now(citation: Citation) -> dict[str, Any]:
    """What corrections change."""
    return {"title": citation.title.as_json(), "published_on": _text(citation.published_on)}


def every_source_json(citation: Citation) -> Iterator[bytes]:
    """As it is said now, then as it was said before each correction; of one that was erased, nothing."""
    if citation.erased_at:
        return
    for said in [said_now(citation), *citation.said_before]:
        yield _dumped(citation, said)


def every_title_json(citation: Citation) -> Iterator[bytes]:
    for said in [said_now(citation), *citation.said_before]:
        yield rfc8785.dumps(said["title"])


def words_json(words: Multilingual) -> bytes:
    return rfc8785.dumps(words.as_json())


def words_sha256(words: Multilingual) -> str:
    return hashlib.sha256(words_json(words)).hexdigest()


def _dumped(citation: Citation, said: dict[str, Any]) -> bytes:
    return rfc8785.dumps(
        {
            "uid": str(citation.uid),
            "kind": str(citation.kind),
            "url": citation.url,
            "url_is_lost": citation.url_is_lost,
            "authors": list(citation.authors),
            "publisher": citation.publisher,
            "language": citation.language,
            "accessed_on": _text(citation.accessed_on),
            "note": citation.note.as_json(),
            "document": citation.document.sha256 if citation.document else None,
            "record": citation.record,
            "salt": citation.salt,
        }
        | said
    )


def _text(day: PartialDate | None) -> str | None:
    return day.text if day else None
