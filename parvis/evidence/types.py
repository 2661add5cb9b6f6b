"""Values that other rooms use of this one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual

from .assessed import Assessed, declare_assessed
from .choices import Capacity, Keeping, QuotationUse, Scan
from .models import Bibliography, BibliographyEntry, Citation, CitationUse, Document, Interview

__all__ = [
    "ORIGINALS",
    "Assessed",
    "Bibliography",
    "BibliographyEntry",
    "Capacity",
    "Citation",
    "CitationUse",
    "Document",
    "Interview",
    "Keeping",
    "QuotationUse",
    "Scan",
    "Source",
    "Use",
    "declare_assessed",
]

# An upload that nobody publishes is discarded after this time.
KEPT_FOR = timedelta(days=7)
# What imports read. No media type among them lets a browser show a page; the text may be in any encoding.
ORIGINALS = {
    "html": "application/octet-stream",
    "htm": "application/octet-stream",
    "xhtml": "application/octet-stream",
    "txt": "application/octet-stream",
    "json": "application/json",
}


class Use(NamedTuple):
    """That something (`used_by`, a URN) rests on a citation (its primary key); `anchor` is the place on its page."""

    citation: int
    used_by: str
    anchor: str = ""


@dataclass(frozen=True)
class Source:
    """What a person says their claim rests on, not yet recorded. A command turns it into a citation (`cite_source`).

    `document` is an upload that waits to be published with the citation.
    """

    kind: Citation.Kind
    title: Multilingual = Multilingual()
    language: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published_on: PartialDate | None = None
    accessed_on: PartialDate | None = None
    note: Multilingual = Multilingual()
    document: Document | None = None
    record: str = ""
