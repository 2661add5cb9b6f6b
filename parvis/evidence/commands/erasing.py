from django.db import transaction

from parvis.accounts.types import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register

from ..content import new_salt, source_sha256, words_sha256
from ..events import PastWordingErased, SourceErased
from ..models import SAID, Citation, ConsultedItem, Document, Interview, Quotation
from ._copies import forget_page, locked_with_page
from ._entries import strike_out
from ._reasons import require_reason
from .consulted import erase_consulted
from .documents import discard_document, erase_document
from .interviews import erase_notes


@transaction.atomic
def erase_source(citation: Citation, *, by: Actor, reason: Multilingual) -> Citation:
    """Remove all that is and was said of a source, with its salt; and its file and copies, unless another source of
    the body has them too; of what is not public, its content. What rests on it stays and says that it was erased.

    Raises `AlreadyErased`, `ReasonMissing`.
    """
    citation = locked_with_page(citation)
    require(by, "evidence.erase_source", citation)
    require_reason(reason)

    document, page = citation.document, citation.page
    strike_out(citation)
    citation.erase(at=now(), because=reason)
    store(citation, "key", *SAID, "erased_at", "erased_because")
    if document and not document.erased_at:
        document = locked(document)
        if not document.citations.exists():
            erase_document(document, by=by, reason=reason)
    if page:
        forget_page(page, because=reason, by=by)
    for item in ConsultedItem.objects.filter(citation=citation, erased_at=None):
        erase_consulted(item, by=by)

    register.record(SourceErased(citation.urn, citation.body, words_sha256(reason)), by=by)
    return citation


@transaction.atomic
def erase_past_wording(citation: Citation, *, by: Actor) -> Citation:
    """Remove what was said of a source before it was corrected: nobody can check any more what stood there then.

    Raises `NothingToErase`.
    """
    citation = locked(citation)
    require(by, "evidence.erase_past_wording", citation)

    citation.forget_past_wording(salt=new_salt())
    store(citation, "said_before", "salt")

    register.record(PastWordingErased(citation.urn, citation.body, source_sha256(citation)), by=by)
    return citation


@transaction.atomic
@not_an_act("each erasure has its own line")
def erase_fieldwork(person: Person, *, by: Actor) -> None:
    """Erase what an evaluator keeps for nobody else: names, notes, files and salts, and words that nobody published.

    Nobody takes it over: whoever was interviewed spoke to this person alone. What is published stays.
    """
    require(by, "evidence.erase_fieldwork", person)

    Quotation.objects.filter(interview__made_by=person, published_at=None, withdrawn_at=None).delete()
    for interview in Interview.objects.filter(made_by=person, erased_at=None):
        erase_notes(interview, by=by)
    for item in ConsultedItem.objects.filter(made_by=person, erased_at=None):
        erase_consulted(item, by=by)
    for document in Document.objects.waiting().filter(uploaded_by=person, is_private=True):
        discard_document(document, by=by)
