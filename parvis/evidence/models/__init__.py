from .bibliographies import Bibliography, BibliographyEntry, CitationUse, EntryQuerySet
from .fieldwork import MINIMUM, ConsultedItem, Interview, InterviewTally, Quotation
from .sources import Citation, Document, DocumentQuerySet, bodies_of

__all__ = [
    "MINIMUM",
    "Bibliography",
    "BibliographyEntry",
    "Citation",
    "CitationUse",
    "ConsultedItem",
    "Document",
    "DocumentQuerySet",
    "EntryQuerySet",
    "Interview",
    "InterviewTally",
    "Quotation",
    "bodies_of",
]
