from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from django.db import transaction
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
from ..assessed import Assessed
from ..canonical import canonical
from ..content import new_salt, source_sha256
from ..days import require_past
from ..errors import DocumentNotPublished, ScannerNotAnswering, UploadGone
from ..events import SourceEntered, SourceRecorded
from ..models import Citation, Document, Interview
from ..types import Scan, Source, Use
from ..wording import seen, seen_in_each
from . import _asking
from .bibliographies import list_uses
from .documents import describe_document, publish_document

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
    authors: Sequence[str] = (),
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
        canonical_url=canonical(url),
        title=title,
        authors=list(authors),
        publisher=publisher,
        language=language,
        published_on=published_on,
        accessed_on=accessed_on,
        note=note,
        document=document,
        record=record,
        key=key,
        recorded_at=now(),
        salt=new_salt(),
    )
    require(by, "evidence.cite", citation)

    if document and document.is_held and not document.is_published:
        raise DocumentNotPublished(_("Publish the document first: readers must be able to open what is cited."))
    if by != IMPORT:  # what history says stays as its file has it, byte for byte
        _leave_out_the_unseen(citation)
    if citation.is_elsewhere and by != IMPORT:  # an import may bring a hundred thousand: see `enroll_pages`
        _asking.attach(citation, at=citation.recorded_at)
    store(citation)
    return citation


def _leave_out_the_unseen(citation: Citation) -> None:
    citation.title, citation.note = seen_in_each(citation.title), seen_in_each(citation.note)
    citation.authors = list(filter(None, map(seen, citation.authors)))
    citation.publisher = seen(citation.publisher)


@transaction.atomic
def cite_source(source: Source, *, by: Actor, body: str, about: str) -> Citation:
    """Record what a person filled into the citation form; an upload among it is published. Call it in the act.

    `about` is the URN of what rests on it. Raises `InTheFuture`.
    """
    require(by, "evidence.cite_source", Citation(body=body))

    citation = _cited(source, by=by, body=body)
    register.record(SourceRecorded(citation.urn, body, about, source_sha256(citation)), by=by)
    return citation


@transaction.atomic
def record_source(about: Assessed, *, by: Person, source: Source) -> Citation:
    """Cite something public on which an evaluator rests for a plan or a report; it stands in their bibliographies.

    Raises `InTheFuture`.
    """
    require(by, "evidence.record_source", Interview(body=about.body))

    citation = _cited(source, by=by, body=about.body)
    list_uses(about.bibliographies, [Use(citation.pk, about.urn)], by=by)
    register.record(SourceRecorded(citation.urn, about.body, about.urn, source_sha256(citation)), by=by)
    return citation


def _cited(source: Source, *, by: Actor, body: str) -> Citation:
    if source.accessed_on:
        require_past(source.accessed_on, by=by, body=body, field="accessed_on")
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
        authors=source.authors,
        publisher=source.publisher,
        published_on=source.published_on,
        language=source.language,
        accessed_on=source.accessed_on,
        note=source.note,
        document=document,
        record=source.record,
    )


@transaction.atomic
def record_past_sources(about: str, citations: Iterable[int], *, by: Actor) -> None:
    """Put what a published report brought along (primary keys) on the register, for the person who entered it.

    Sources entered from the command line have no line of their own: the import is one act, and its line has the hash
    of the whole report.
    """
    require(by, "evidence.record_past_sources")

    rows = Citation.objects.select_related("document").filter(pk__in=set(citations), erased_at=None)
    for citation in rows.order_by("pk"):
        if not citation.salt:  # recorded before sources had one
            citation.salt = new_salt()
            store(citation, "salt")
        register.record(SourceEntered(citation.urn, citation.body, about, source_sha256(citation)), by=by)


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
        salt=new_salt(),
    )
    require(by, "evidence.cite_lost_page", citation)

    store(citation)
    return citation


@transaction.atomic
@not_an_act("history enters by one import, which is the act")
def cite_erased(*, by: Actor, body: str, key: str, kind: str, erased_on: date, because: Multilingual) -> Citation:
    """Record a source of which a plan file says that it was erased elsewhere, and nothing more."""
    erased_at = datetime.combine(erased_on, time.min, UTC)
    citation = Citation(body=body, key=key, kind=kind, recorded_at=now(), erased_at=erased_at, erased_because=because)
    require(by, "evidence.cite_erased", citation)

    store(citation)
    return citation


@transaction.atomic
@not_an_act("history enters by one import, which is the act")
def record_past_document(
    *, by: Actor, body: str, sha256: str, file_name: str, media_type: str, size: int, title: Multilingual, language: str
) -> Document:
    """A file that history names by its hash: the published one if it is here, else a record without its bytes."""
    document = Document(body=body, sha256=sha256, file_name=file_name, media_type=media_type, size=size)
    document.title, document.language, document.uploaded_at = title, language, now()
    require(by, "evidence.record_past_document", document)

    held = Document.objects.published().filter(body=body, sha256=sha256, erased_at=None).first()
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
    document.size, document.sha256, document.scan = len(content), taken.sha256, taken.scan
    require(by, "evidence.record_past_original", document)

    held = Document.objects.published().exclude(file="").filter(body=body, sha256=taken.sha256).first()
    if held is None:
        if taken.scan == Scan.WAITING:
            raise ScannerNotAnswering(_("The malware scanner does not answer. Try again in some minutes."))
        document.file.name = files.kept(taken)
        document.uploaded_at = document.published_at = now()
        document.is_original = True
        store(document)
    return held or document
