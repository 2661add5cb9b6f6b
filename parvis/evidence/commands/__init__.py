"""Every write to the evidence."""

from .bibliographies import discard_bibliography, list_uses, unlist_uses
from .documents import (
    describe_document,
    discard_document,
    discard_uploads,
    note_scan,
    publish_document,
    upload_document,
)
from .sources import cite, cite_lost_page, cite_source, record_past_document, record_past_original

__all__ = [
    "cite",
    "cite_lost_page",
    "cite_source",
    "describe_document",
    "discard_bibliography",
    "discard_document",
    "discard_uploads",
    "list_uses",
    "note_scan",
    "publish_document",
    "record_past_document",
    "record_past_original",
    "unlist_uses",
    "upload_document",
]
