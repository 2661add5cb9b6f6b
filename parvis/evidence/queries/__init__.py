"""Every read of the evidence. What the viewer may not see is `Http404`, or is left out."""

from .sources import (
    citation,
    citation_by_key,
    citations,
    count_documents_published,
    document,
    documents,
    documents_page,
    kept_upload,
    named_citations,
    named_documents,
    reference_to,
)

__all__ = [
    "citation",
    "citation_by_key",
    "citations",
    "count_documents_published",
    "document",
    "documents",
    "documents_page",
    "kept_upload",
    "named_citations",
    "named_documents",
    "reference_to",
]
