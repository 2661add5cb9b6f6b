import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from parvis.accounts.types import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import after_commit, locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register
from parvis.register.types import commitment

from .. import files, storing
from ..assessed import Assessed
from ..choices import Keeping
from ..content import source_sha256
from ..days import require_past
from ..events import ConsultedItemDisclosed, ConsultedItemErased, ItemConsulted
from ..models import Citation, ConsultedItem, Document
from ..types import Use
from .bibliographies import list_uses
from .documents import discard_document, upload_document
from .sources import cite


@transaction.atomic
@not_an_act("an upload is not public")
def upload_privately(*, by: Person, body: str, file: files.Examined) -> Document:
    """Keep a file that only the person who uploads it sees, until they record what it is or it is discarded.

    Byte for byte, also a picture: the commitment must be to the file that others have.
    """
    require(by, "evidence.upload_privately", Document(body=body))

    document = upload_document(by=by, body=body, file=file.as_given)
    document.is_private = True
    store(document, "is_private")
    return document


@transaction.atomic
def record_consulted(
    about: Assessed,
    *,
    by: Person,
    document: Document,
    keeping: Keeping,
    title: Multilingual,
    language: str,
    note: Multilingual,
    publisher: str = "",
    accessed_on: PartialDate | None = None,
) -> ConsultedItem:
    """Describe something consulted that is not public, and commit to its content on the register.

    `document` is a private upload; it is gone afterwards. The content is kept for `by` alone, or not at all.
    Raises `InTheFuture`.
    """
    document = locked(document)
    require(by, "evidence.record_consulted", document)
    if accessed_on:
        require_past(accessed_on, by=by, body=about.body, field="accessed_on")

    with storing.opened(document.file.name or "", document.sha256) as held:
        content = held.read()
    digest, salt = commitment(content)
    citation = cite(
        by=by,
        body=about.body,
        kind=Citation.Kind.NOT_PUBLIC,
        title=title,
        language=language,
        publisher=publisher,
        accessed_on=accessed_on,
        note=note,
    )
    item = ConsultedItem(citation=citation, about=about.urn, made_by=by, digest=digest, salt=salt)
    if keeping == Keeping.FOR_EVALUATOR:
        item.file_name = document.file_name
        # Not under its hash, which would tell whoever reads the names of files what is in it.
        item.file.name = default_storage.save(f"consulted/{uuid.uuid4()}", ContentFile(content))
    store(item)
    discard_document(document, by=by)
    list_uses(about.bibliographies, [Use(citation.pk, about.urn)], by=by)

    event = ItemConsulted(citation.urn, about.body, about.urn, source_sha256(citation))
    register.record(event, by=by, commitments={"content": digest})
    return item


@transaction.atomic
def disclose_consulted(item: ConsultedItem, *, by: Person) -> ConsultedItem:
    """Make the salt public: whoever gets the content elsewhere can then check that it is what was consulted."""
    item = locked(item)
    require(by, "evidence.disclose_consulted", item)

    item.disclose(at=now())
    store(item, "disclosed_at")

    register.record(ConsultedItemDisclosed(item.citation.urn, item.citation.body, item.salt), by=by)
    return item


@transaction.atomic
def erase_consulted(item: ConsultedItem, *, by: Actor) -> ConsultedItem:
    """Remove content and salt for good. The description and the digest stay; the digest means nothing any more."""
    item = locked(item)
    require(by, "evidence.erase_consulted", item)

    path = item.file.name
    item.erase(at=now())
    store(item, "salt", "file", "file_name", "erased_at")
    if path:
        after_commit(default_storage.delete, path)

    register.record(ConsultedItemErased(item.citation.urn, item.citation.body), by=by)
    return item
