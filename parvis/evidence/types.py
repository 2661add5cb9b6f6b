"""Values that other rooms use of this one."""

from dataclasses import dataclass

from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual

from .models import Citation, Document

__all__ = ["Citation", "Document", "Source"]


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
