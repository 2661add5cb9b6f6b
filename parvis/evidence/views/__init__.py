from .captures import (
    ask_for_capture,
    capture,
    capture_file,
    changes,
    describe_source,
    remove_capture,
    timegate,
    timemap,
)
from .sources import citation, document, documents, publish_document, upload_document

__all__ = [
    "ask_for_capture",
    "capture",
    "capture_file",
    "changes",
    "citation",
    "describe_source",
    "document",
    "documents",
    "publish_document",
    "remove_capture",
    "timegate",
    "timemap",
    "upload_document",
]
