"""Values that other rooms use of this one."""

from dataclasses import dataclass

from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual

from .models import Citation, Document

__all__ = ["ORIGINALS", "Citation", "Document", "Source"]

# What imports read. No media type among them lets a browser show a page; the text may be in any encoding.
ORIGINALS = {
    "html": "application/octet-stream",
    "htm": "application/octet-stream",
    "xhtml": "application/octet-stream",
    "txt": "application/octet-stream",
    "json": "application/json",
}


@dataclass(frozen=True)
class Source:
    """What a person says their claim rests on, not yet recorded. A command turns it into a citation (`cite_source`).

    `document` is an upload that waits to be published with the citation.
    """

    kind: Citation.Kind
    title: Multilingual = Multilingual()
    language: str = ""
    url: str = ""
    publisher: str = ""
    accessed_on: PartialDate | None = None
    note: Multilingual = Multilingual()
    document: Document | None = None
    record: str = ""
