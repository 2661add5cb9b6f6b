from .sources import Citation, Document, DocumentQuerySet, bodies_of

__all__ = ["Citation", "Document", "DocumentQuerySet", "bodies_of"]
