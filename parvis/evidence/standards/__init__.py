"""A bibliography in the formats that reference managers read, an entry at a time: `FORMATS`, by file extension."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ..models import BibliographyEntry
from . import bibtex, csl_json, ris

Write = Callable[[Iterable[BibliographyEntry]], Iterator[str]]


class Format(NamedTuple):
    name: str
    media_type: str
    write: Write


FORMATS: dict[str, Format] = {
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json.written),
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", bibtex.written),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", ris.written),
}
