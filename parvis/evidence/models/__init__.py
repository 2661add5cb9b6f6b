from .bibliographies import (
    Bibliography,
    BibliographyEntry,
    CitationUse,
    EntryQuerySet,
)
from .captures import (
    Capture,
    CitedPage,
)
from .fieldwork import (
    MINIMUM,
    ConsultedItem,
    Interview,
    InterviewTally,
    Quotation,
)
from .sources import (
    GOVERNMENT,
    SAID,
    Citation,
    Document,
    DocumentQuerySet,
    bodies_of,
)

__all__ = [
    "GOVERNMENT",
    "MINIMUM",
    "SAID",
    "Bibliography",
    "BibliographyEntry",
    "Capture",
    "Citation",
    "CitationUse",
    "CitedPage",
    "ConsultedItem",
    "Document",
    "DocumentQuerySet",
    "EntryQuerySet",
    "Interview",
    "InterviewTally",
    "Quotation",
    "bodies_of",
]
