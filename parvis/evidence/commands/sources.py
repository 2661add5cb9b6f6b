from datetime import date
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.accounts.types import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import IMPORT, Actor
from parvis.register import commands as register

from .. import files
from ..errors import DocumentAlreadyPublished, DocumentNotHeld, DocumentNotPublished, UploadGone
from ..events import DocumentPublished
from ..models import Citation, Document
from ..types import Source
from . import _asking

_NOTHING = Multilingual()


@transaction.atomic
@not_an_act("a citation is recorded by the act that rests on it")
def cite(
    *,
    by: Actor,
    body: str,
    kind: str,
    url: str = "",
    title: Multilingual = _NOTHING,
    publisher: str = "",
    language: str = "",
    published_on: PartialDate | None = None,
    accessed_on: PartialDate | date | None = None,
    note: Multilingual = _NOTHING,
    document: Document | None = None,
    record: str = "",
    key: str = "",
) -> Citation:
    """Record what a claim rests on. Call it in the transaction of the act. Raises `DocumentNotPublished`, `Invalid`."""
    citation = Citation(
        body=body,
        kind=kind,
        url=url,
        title=title,
        publisher=publisher,
        language=language,
        published_on=published_on,
        accessed_on=accessed_on,
        note=note,
        document=document,
        record=record,
        key=key,
        recorded_at=now(),
    )
    require(by, "evidence.cite", citation)

    if document and document.is_held and not document.is_published:
        raise DocumentNotPublished(_("Publish the document first: readers must be able to open what is cited."))
    if citation.is_elsewhere and by != IMPORT:  # an import may bring a hundred thousand addresses, years old
        _asking.attach(citation, at=citation.recorded_at)
    store(citation)
    return citation


@transaction.atomic
@not_an_act("a citation is recorded by the act that rests on it; a document published with it has its own line")
def cite_source(source: Source, *, by: Actor, body: str) -> Citation:
    """Record what a person filled into the citation form; an upload among it is published. Call it in the act."""
    require(by, "evidence.cite_source", Citation(body=body))

    document = source.document
    if document:
        document = locked(document)
        if document.body != body:
            raise UploadGone(_("Choose the file again: it was uploaded for someone else."))
        if not document.is_published:
            document = describe_document(document, title=source.title, language=source.language, by=by)
            document = publish_document(document, by=by)
    return cite(
        by=by,
        body=body,
        kind=source.kind,
        url=source.url,
        title=source.title,
        publisher=source.publisher,
        language=source.language,
        accessed_on=source.accessed_on,
        note=source.note,
        document=document,
        record=source.record,
    )


@transaction.atomic
@not_an_act("history enters by one import, which is the act")
def cite_lost_page(
    *, by: Actor, body: str, title: Multilingual, language: str, accessed_on: PartialDate | None = None
) -> Citation:
    """Record a web page that a source rests on and whose address the source has lost."""
    citation = Citation(
        body=body,
        kind=Citation.Kind.WEB_PAGE,
        url_is_lost=True,
        title=title,
        language=language,
        accessed_on=accessed_on,
        recorded_at=now(),
    )
    require(by, "evidence.cite_lost_page", citation)

    store(citation)
    return citation


@transaction.atomic
@not_an_act("an upload is not public; publishing it is the act")
def upload_document(
    *, by: Actor, body: str, file: File, title: Multilingual = _NOTHING, language: str = ""
) -> Document:
    """Keep a file, unpublished. Without a title it is called by its file's name. Raises a `FileRefused`."""
    document = Document(body=body, title=title, language=language, uploaded_at=now())
    require(by, "evidence.upload_document", document)

    taken = files.examined(file)
    spoken = language or get_language() or "en"
    document.title = title or Multilingual({spoken: PurePath(taken.name).stem})
    document.file_name, document.media_type = taken.name, taken.media_type
    document.size, document.sha256 = len(taken.content), taken.sha256
    document.uploaded_by = by if isinstance(by, Person) else None
    document.file.name = files.kept(taken)
    store(document)
    return document


@transaction.atomic
@not_an_act("history enters by one import, which is the act")
def record_past_document(
    *, by: Actor, body: str, sha256: str, file_name: str, media_type: str, size: int, title: Multilingual, language: str
) -> Document:
    """A file that history names by its hash: the published one if it is here, else a record without its bytes."""
    document = Document(body=body, sha256=sha256, file_name=file_name, media_type=media_type, size=size)
    document.title, document.language, document.uploaded_at = title, language, now()
    require(by, "evidence.record_past_document", document)

    held = Document.objects.published().filter(body=body, sha256=sha256).first()
    if held is None:
        store(document)
    return held or document


@transaction.atomic
@not_an_act("history enters by one import, which is the act and carries the file's hash")
def record_past_original(
    *, by: Actor, body: str, file_name: str, content: bytes, title: Multilingual, language: str
) -> Document:
    """Keep and publish the file that history was read from, also one of a type that uploads may not have.

    What is published already is not kept twice. Raises a `FileRefused`.
    """
    taken = files.original(file_name, content)
    document = Document(body=body, title=title, language=language, file_name=taken.name, media_type=taken.media_type)
    document.size, document.sha256 = len(content), taken.sha256
    require(by, "evidence.record_past_original", document)

    held = Document.objects.published().exclude(file="").filter(body=body, sha256=taken.sha256).first()
    if held is None:
        document.file.name = files.kept(taken)
        document.uploaded_at = document.published_at = now()
        document.is_original = True
        store(document)
    return held or document


@transaction.atomic
@not_an_act("an upload is not public; publishing it is the act")
def describe_document(document: Document, *, title: Multilingual, language: str, by: Actor) -> Document:
    """Say what an upload is called, until it is published."""
    document = locked(document)
    require(by, "evidence.describe_document", document)

    if document.is_published:
        raise DocumentAlreadyPublished(_("This document is already published."))
    document.title, document.language = title, language
    store(document, "title", "language")
    return document


@transaction.atomic
def publish_document(document: Document, *, by: Actor) -> Document:
    """Let everyone open the file; this is not undone."""
    document = locked(document)
    require(by, "evidence.publish_document", document)

    if document.is_published:
        raise DocumentAlreadyPublished(_("This document is already published."))
    if not document.is_held:
        raise DocumentNotHeld(_("The file is not kept here, only its hash. Upload the file to publish it."))
    document.published_at = now()
    store(document, "published_at")

    register.record(DocumentPublished(document.urn, document.body, document.sha256), by=by)
    return document
