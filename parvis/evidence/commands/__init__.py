"""Every write to the evidence."""

from .sources import (
    cite,
    cite_lost_page,
    cite_source,
    describe_document,
    publish_document,
    record_past_document,
    record_past_original,
    upload_document,
)

__all__ = [
    "cite",
    "cite_lost_page",
    "cite_source",
    "describe_document",
    "publish_document",
    "record_past_document",
    "record_past_original",
    "upload_document",
]
