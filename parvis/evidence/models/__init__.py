from .bibliographies import Bibliography, BibliographyEntry, CitationUse, EntryQuerySet
from .sources import Citation, Document, DocumentQuerySet, bodies_of

__all__ = [
    "Bibliography",
    "BibliographyEntry",
    "Citation",
    "CitationUse",
    "Document",
    "DocumentQuerySet",
    "EntryQuerySet",
    "bodies_of",
]
