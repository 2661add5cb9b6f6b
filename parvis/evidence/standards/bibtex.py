"""BibTeX, with pybtex: accents as they are (UTF-8), what TeX would take for a command written as the sign it is."""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer

from parvis.kernel.dates import PartialDate

from ..models import BibliographyEntry, Citation
from .described import Described, described

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# A brace that is escaped with a backslash still counts as one, and without its other ends the file for its reader.
_SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "%#&_$"}
    | {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
# The package `url` prints an address as it is.
_IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


class _Writer(Writer):
    def _write_field(self, stream: Any, type: str, value: str) -> None:
        """Every style has months of its own, so theirs is a name and no text."""
        stream.write(f",\n    {type} = {value}" if type == "month" else f",\n    {type} = {{{value}}}")


def written(entries: Iterable[BibliographyEntry]) -> Iterator[str]:
    writer = _Writer(encoding="UTF-8")
    for entry in entries:
        of, held = described(entry), StringIO()
        writer.write_stream(BibliographyData({f"parvis-{of.uid}": _entry(of)}), held)
        yield held.getvalue() + "\n"


def _entry(of: Described) -> Entry:
    """Of a web page, a date of access; of a document, who published it. Names in braces are not taken apart."""
    is_report = of.kind == Citation.Kind.PUBLIC_DOCUMENT and of.publisher
    said = {
        "author": " and ".join(f"{{{_text(name)}}}" for name in of.authors),
        "title": f"{{{_text(of.title)}}}",
        "institution" if is_report else "publisher": _text(of.publisher),
        "year": of.published_on.text[:4] if of.published_on else "",
        "month": _month(of.published_on),
        "language": of.language,
        "url": of.url.translate(_IN_ADDRESSES),
        "urldate": of.accessed_on.text if of.accessed_on else "",
        "note": _text(of.note),
    }
    fields = [(name, value) for name, value in said.items() if value and value != "{}"]
    return Entry("techreport" if is_report else "misc", fields=fields)


def _month(day: PartialDate | None) -> str:
    return _MONTHS[int(day.text[5:7]) - 1] if day and day.precision != "year" else ""


def _text(text: str) -> str:
    return text.translate(_SIGNS)
