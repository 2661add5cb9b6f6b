"""Every write to the evidence."""

from .bibliographies import (
    discard_bibliography,
    list_uses,
    unlist_uses,
)
from .captures import (
    ask_for_capture,
    describe_source,
    enqueue_visits,
    fail_capture,
    keep_capture,
    note_look,
    remove_capture,
)
from .consulted import (
    disclose_consulted,
    erase_consulted,
    record_consulted,
    upload_privately,
)
from .documents import (
    describe_document,
    discard_document,
    discard_uploads,
    erase_document,
    note_scan,
    publish_document,
    quarantine_document,
    release_document,
    upload_document,
)
from .erasing import (
    erase_fieldwork,
    erase_past_wording,
    erase_source,
)
from .interviews import (
    add_quotation,
    erase_notes,
    publish_quotation,
    record_consent,
    record_interview,
    withdraw_consent,
)
from .pages import (
    ask_for_captures,
    enroll_pages,
    take_turns,
)
from .sources import (
    cite,
    cite_erased,
    cite_lost_page,
    cite_source,
    record_past_document,
    record_past_original,
    record_past_sources,
    record_source,
)

__all__ = [
    "add_quotation",
    "ask_for_capture",
    "ask_for_captures",
    "cite",
    "cite_erased",
    "cite_lost_page",
    "cite_source",
    "describe_document",
    "describe_source",
    "discard_bibliography",
    "discard_document",
    "discard_uploads",
    "disclose_consulted",
    "enqueue_visits",
    "enroll_pages",
    "erase_consulted",
    "erase_document",
    "erase_fieldwork",
    "erase_notes",
    "erase_past_wording",
    "erase_source",
    "fail_capture",
    "keep_capture",
    "list_uses",
    "note_look",
    "note_scan",
    "publish_document",
    "publish_quotation",
    "quarantine_document",
    "record_consent",
    "record_consulted",
    "record_interview",
    "record_past_document",
    "record_past_original",
    "record_past_sources",
    "record_source",
    "release_document",
    "remove_capture",
    "take_turns",
    "unlist_uses",
    "upload_document",
    "upload_privately",
    "withdraw_consent",
]
