"""RIS, with rispy. A record's lines end with a carriage return and a line feed, as the format's description has it."""

from collections.abc import Iterable, Iterator
from typing import Any

from rispy import RisWriter

from parvis.kernel.dates import PartialDate

from ..models import BibliographyEntry, Citation
from .described import Described, described

_TYPES = {
    Citation.Kind.WEB_PAGE: "ELEC",
    Citation.Kind.PUBLIC_DOCUMENT: "RPRT",
    Citation.Kind.PLATFORM_RECORD: "ELEC",
    Citation.Kind.NOT_PUBLIC: "UNPB",
    Citation.Kind.INTERVIEW: "PCOMM",
}


class _Writer(RisWriter):
    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        """No number before each record: readers of the format skip it at best."""
        return ""


def written(entries: Iterable[BibliographyEntry]) -> Iterator[str]:
    writer = _Writer()
    for entry in entries:
        yield writer.formats([_record(described(entry))]) + "\r\n"


def _record(of: Described) -> dict[str, Any]:
    said = {
        "type_of_reference": _TYPES[of.kind],
        "id": of.urn,
        "title": of.title,
        "authors": of.authors,
        "publisher": of.publisher,
        "year": of.published_on.text[:4] if of.published_on else "",
        "date": _date(of.published_on),
        "access_date": _date(of.accessed_on),
        "language": of.language,
        "urls": [of.url],
        "notes": [of.note] if of.note else [],
    }
    return {name: value for name, value in said.items() if value}


def _date(day: PartialDate | None) -> str:
    """`YYYY/MM/DD/`, with nothing between the slashes for what is not stated."""
    if day is None:
        return ""
    parts = [*day.text.split("-"), "", ""][:3]
    return "/".join(parts) + "/"
