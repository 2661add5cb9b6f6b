from .fieldwork import (
    add_quotation,
    consulted_file,
    disclose_consulted,
    erase_consulted,
    erase_notes,
    fieldwork,
    publish_quotation,
    record_consent,
    record_consulted,
    record_interview,
    withdraw_consent,
)
from .sources import citation, discard_document, document, documents, publish_document, upload_document

__all__ = [
    "add_quotation",
    "citation",
    "consulted_file",
    "discard_document",
    "disclose_consulted",
    "document",
    "documents",
    "erase_consulted",
    "erase_notes",
    "fieldwork",
    "publish_document",
    "publish_quotation",
    "record_consent",
    "record_consulted",
    "record_interview",
    "upload_document",
    "withdraw_consent",
]
