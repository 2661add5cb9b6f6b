from .captures import Capture, CitedPage
from .sources import Citation, Document, DocumentQuerySet, bodies_of

__all__ = ["Capture", "Citation", "CitedPage", "Document", "DocumentQuerySet", "bodies_of"]
