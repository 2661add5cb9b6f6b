from django.db import transaction

from parvis.accounts.types import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.permissions import require
from parvis.kernel.types import Actor

from ..models import ConsultedItem, Document, Interview, Quotation
from .consulted import erase_consulted
from .documents import discard_document
from .interviews import erase_notes


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
