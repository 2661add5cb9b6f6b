"""CSL-JSON 1.0, the input of citation processors: https://docs.citationstyles.org/en/stable/specification.html"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from parvis.kernel.dates import PartialDate

from ..models import BibliographyEntry, Citation
from .described import Described, described

_TYPES = {
    Citation.Kind.WEB_PAGE: "webpage",
    Citation.Kind.PUBLIC_DOCUMENT: "report",
    Citation.Kind.PLATFORM_RECORD: "webpage",
    Citation.Kind.NOT_PUBLIC: "manuscript",
    Citation.Kind.INTERVIEW: "interview",
}


def written(entries: Iterable[BibliographyEntry]) -> Iterator[str]:
    before = "[\n"
    for entry in entries:
        yield before + json.dumps(_item(described(entry)), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _item(of: Described) -> dict[str, Any]:
    """Names are literal: which part of one is the family's, the source does not say."""
    said = {
        "id": of.urn,
        "type": _TYPES[of.kind],
        "title": of.title,
        "author": [{"literal": name} for name in of.authors],
        "publisher": of.publisher,
        "language": of.language,
        "issued": _date(of.published_on),
        "accessed": _date(of.accessed_on),
        "URL": of.url,
        "note": of.note,
    }
    return {name: value for name, value in said.items() if value}


def _date(day: PartialDate | None) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in day.text.split("-")]]} if day else None
