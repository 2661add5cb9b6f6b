from pathlib import PurePath

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.accounts.types import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import after_commit, alone, locked, store
from parvis.kernel.types import Actor
from parvis.kernel.walking import walked
from parvis.register import commands as register

from .. import files, scanning
from ..content import words_sha256
from ..errors import (
    DocumentAlreadyPublished,
    DocumentInQuarantine,
    DocumentNotHeld,
    DocumentNotPublished,
    DocumentPrivate,
)
from ..events import DocumentErased, DocumentPublished, DocumentQuarantined, DocumentReleased
from ..models import Document
from ..types import KEPT_FOR, Scan
from ..wording import seen_in_each
from ._reasons import require_reason

_NOTHING = Multilingual()


@transaction.atomic
@not_an_act("an upload is not public; publishing it is the act")
def upload_document(
    *, by: Actor, body: str, file: File | files.Examined, title: Multilingual = _NOTHING, language: str = ""
) -> Document:
    """Keep a file, unpublished. Without a title it is called by its file's name. Raises a `FileRefused`."""
    document = Document(body=body, title=title, language=language, uploaded_at=now())
    require(by, "evidence.upload_document", document)

    taken = file if isinstance(file, files.Examined) else files.examined(file)
    spoken = language or get_language() or "en"
    document.title = seen_in_each(title) or Multilingual({spoken: PurePath(taken.name).stem})
    document.file_name, document.media_type = taken.name, taken.media_type
    document.size, document.sha256, document.scan = len(taken.content), taken.sha256, taken.scan
    document.uploaded_by = by if isinstance(by, Person) else None
    alone(_place(taken.sha256))
    document.file.name = files.kept(taken)
    store(document)
    return document


@transaction.atomic
@not_an_act("an upload is not public; publishing it is the act")
def describe_document(document: Document, *, title: Multilingual, language: str, by: Actor) -> Document:
    """Say what an upload is called, until it is published."""
    document = locked(document)
    require(by, "evidence.describe_document", document)

    if document.is_published:
        raise DocumentAlreadyPublished(_("This document is already published."))
    document.title, document.language = seen_in_each(title), language
    store(document, "title", "language")
    return document


@transaction.atomic
def publish_document(document: Document, *, by: Actor) -> Document:
    """Let everyone open the file; this is not undone. Raises `DocumentInQuarantine` until a scanner has seen it."""
    document = locked(document)
    require(by, "evidence.publish_document", document)

    if document.is_published:
        raise DocumentAlreadyPublished(_("This document is already published."))
    if document.is_private:
        raise DocumentPrivate(
            _("This file was uploaded as something that is not public. To publish it, upload it as a document.")
        )
    if not document.is_held:
        raise DocumentNotHeld(_("The file is not kept here, only its hash. Upload the file to publish it."))
    _require_not_in_quarantine(document)
    document.published_at = now()
    store(document, "published_at")

    register.record(DocumentPublished(document.urn, document.body, document.sha256), by=by)
    return document


@transaction.atomic
@not_an_act("an upload that nobody published was never public")
def discard_document(document: Document, *, by: Actor) -> None:
    """Remove an upload and, where nothing else is kept under its hash, its file."""
    document = locked(document)
    require(by, "evidence.discard_document", document)

    if document.is_published:
        raise DocumentAlreadyPublished(_("This document is already published, so it stays."))
    _remove(document)


@transaction.atomic
@not_an_act("an upload that nobody published was never public")
def discard_uploads(*, by: Actor) -> int:
    """Remove what has waited for longer than `KEPT_FOR`. How many there were."""
    require(by, "evidence.discard_uploads")

    old = list(walked(Document.objects.waiting().filter(uploaded_at__lt=now() - KEPT_FOR)))
    for document in old:
        _remove(document)
    return len(old)


@transaction.atomic
@not_an_act("what a scanner says of an upload changes nothing that is public; of a published file, there is an act")
def note_scan(document: Document, *, scan: Scan, by: Actor) -> Document:
    """What it says. A published file in which it finds something is withheld, and given out again when it is clean."""
    document = locked(document)
    require(by, "evidence.note_scan", document)

    if document.is_published and scan == Scan.INFECTED and not document.is_withheld:
        return quarantine_document(document, by=by)
    if document.is_published and scan == Scan.CLEAN and document.is_withheld:
        return release_document(document, by=by)
    document.scan = scan
    store(document, "scan")
    return document


@transaction.atomic
def quarantine_document(document: Document, *, by: Actor) -> Document:
    """Give a published file to nobody any more. Its record and its hash stay."""
    document = locked(document)
    require(by, "evidence.quarantine_document", document)

    document.scan = Scan.INFECTED
    store(document, "scan")

    register.record(DocumentQuarantined(document.urn, document.body, document.sha256), by=by)
    return document


@transaction.atomic
def release_document(document: Document, *, by: Actor) -> Document:
    """Give it out again, as the scanner finds nothing in it now."""
    document = locked(document)
    require(by, "evidence.release_document", document)

    document.scan = Scan.CLEAN
    store(document, "scan")

    register.record(DocumentReleased(document.urn, document.body, document.sha256), by=by)
    return document


@transaction.atomic
def erase_document(document: Document, *, by: Actor, reason: Multilingual) -> Document:
    """Remove a published file, or what history says of one, for good. Its hash, the reason, and the sources that rest
    on it stay.

    Raises `AlreadyErased`, `DocumentNotPublished`, `ReasonMissing`.
    """
    document = locked(document)
    require(by, "evidence.erase_document", document)
    require_reason(reason)
    if document.is_held and not document.is_published:
        raise DocumentNotPublished(_("Nobody has published this file. Discard it instead."))

    path = document.file.name
    document.erase(at=now(), because=reason)
    store(document, "title", "language", "file", "file_name", "erased_at", "erased_because")
    if path:
        after_commit(_forget_file, path, document.sha256)

    register.record(DocumentErased(document.urn, document.body, words_sha256(reason)), by=by)
    return document


def _require_not_in_quarantine(document: Document) -> None:
    if document.scan == Scan.INFECTED:
        raise DocumentInQuarantine(
            _("The malware scanner found something in this file. Discard it, and have your computer checked.")
        )
    if scanning.is_configured() and not document.is_clean:
        raise DocumentInQuarantine(
            _("This file waits for the malware scanner, which does not answer. Publish it in some minutes.")
        )


def _remove(document: Document) -> None:
    path, sha256 = document.file.name, document.sha256
    document.delete()
    after_commit(_forget_file, path, sha256)


def _forget_file(path: str, sha256: str) -> None:
    """Unless it is kept for something else, or is just being kept again."""
    with transaction.atomic():
        alone(_place(sha256))
        if not Document.objects.filter(file=path).exists():
            default_storage.delete(path)


def _place(sha256: str) -> str:
    return f"evidence.file.{sha256}"
