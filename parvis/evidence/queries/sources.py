import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.kernel.pages import Page, page
from parvis.kernel.types import Actor
from parvis.kernel.urns import Named
from parvis.kernel.walking import walked

from .. import storing
from ..errors import UploadGone
from ..models import Citation, Document, DocumentQuerySet
from ..types import KEPT_FOR

_SALT = "parvis.evidence.kept_upload"
_WITH = ("document", "copy", "page")


def citation(uid: uuid.UUID) -> Citation:
    """A citation is public as soon as it is recorded. Raises Http404."""
    return get_object_or_404(Citation.objects.select_related(*_WITH), uid=uid)


def citations(pks: Iterable[int]) -> list[Citation]:
    """In the order asked for."""
    wanted = list(pks)
    found = Citation.objects.select_related(*_WITH).in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def citation_by_key(body: str, key: str) -> Citation | None:
    """The one that a plan file of this body calls so."""
    return Citation.objects.filter(body=body, key=key).first()


def document(uid: uuid.UUID, viewer: Any, *, body: str = "") -> Document:
    """Of one body, or of any. Raises Http404 also where its file is not here, or waits and is not for this viewer; not
    where it was erased, for then there is something to say."""
    rows = Document.objects.visible_to(viewer).filter(~Q(file="") | Q(erased_at__isnull=False))
    return get_object_or_404(rows, uid=uid, **({"body": body} if body else {}))


def opened_document(document: Document) -> IO[bytes]:
    """Its file, its hash checked. Raises `CopyGone`, `CopyDamaged`."""
    return storing.opened(document.file.name or "", document.sha256)


def documents(body: str, viewer: Any) -> QuerySet[Document]:
    """Those of a member, newest first; waiting ones only for who may publish them."""
    return Document.objects.visible_to(viewer).filter(body=body).order_by("-uploaded_at", "-id")


def uploads_to_scan() -> Iterator[Document]:
    """Those that wait to be published and that no scanner has looked at."""
    return walked(Document.objects.waiting().unscanned())


def documents_to_scan() -> Iterator[Document]:
    """All that are kept here and that no scanner has looked at, published or not."""
    return walked(Document.objects.held().unscanned())


def documents_held() -> Iterator[Document]:
    """All whose files are here."""
    return walked(Document.objects.held())


def documents_page(body: str, viewer: Any, *, after: str = "", before: str = "") -> Page[Document]:
    return page(documents(body, viewer), by=["-uploaded_at", "-id"], size=25, after=after, before=before)


def count_documents_published(body: str) -> int:
    """What the body published; the files that history was read from are not its own."""
    return Document.objects.published().filter(body=body, is_original=False, erased_at=None).count()


def reference_to(document: Document, *, by: Actor) -> str:
    """A signed reference to an upload, for a form to carry until it is accepted."""
    return signing.dumps([str(document.uid), by.urn], salt=_SALT)


def kept_upload(reference: str, *, by: Actor) -> Document:
    """The upload a form refers to. Raises `UploadGone` once it is discarded, or where it was given to someone else."""
    try:
        uid, owner = signing.loads(reference, salt=_SALT, max_age=KEPT_FOR)
        if owner == by.urn:
            return Document.objects.get(uid=uid)
    except (signing.BadSignature, Document.DoesNotExist):
        pass
    raise UploadGone(_("The file is no longer kept. Choose it again."))


def named_documents(uids: Sequence[uuid.UUID], viewer: Any) -> Mapping[uuid.UUID, Named]:
    found: DocumentQuerySet = Document.objects.visible_to(viewer).filter(uid__in=uids)
    return {document.uid: Named(document.title or str(document), document.get_absolute_url()) for document in found}


def named_citations(uids: Sequence[uuid.UUID], viewer: Any) -> Mapping[uuid.UUID, Named]:
    found = Citation.objects.select_related("document").filter(uid__in=uids)
    return {
        citation.uid: Named(citation.name or citation.url or citation.get_kind_display(), citation.get_absolute_url())
        for citation in found
    }
