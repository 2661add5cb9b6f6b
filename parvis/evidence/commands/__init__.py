"""Every write to the evidence."""

from .captures import (
    ask_for_capture,
    describe_source,
    enqueue_visits,
    fail_capture,
    keep_capture,
    note_look,
    remove_capture,
)
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
    "ask_for_capture",
    "cite",
    "cite_lost_page",
    "cite_source",
    "describe_document",
    "describe_source",
    "enqueue_visits",
    "fail_capture",
    "keep_capture",
    "note_look",
    "publish_document",
    "record_past_document",
    "record_past_original",
    "remove_capture",
    "upload_document",
]
