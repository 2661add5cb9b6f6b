import rfc8785
from django.db import transaction

from parvis.accounts.types import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.dates import PartialDate
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register
from parvis.register.types import commitment

from ..assessed import Assessed
from ..choices import Capacity, QuotationUse
from ..days import require_past
from ..events import (
    InterviewNotesErased,
    InterviewRecorded,
    QuotationConsented,
    QuotationConsentWithdrawn,
    QuotationPublished,
)
from ..models import Bibliography, Interview, InterviewTally, Quotation


@transaction.atomic
def record_interview(
    about: Assessed, *, by: Person, capacity: Capacity, held_on: PartialDate, names: str, notes: str
) -> Interview:
    """Keep who was spoken to and what they said, for `by` alone; everyone sees how many interviews were held, and when.

    The commitment is to the canonical JSON (RFC 8785) of `{"names": …, "notes": …}`. Raises `InTheFuture`.
    """
    digest, salt = commitment(rfc8785.dumps({"names": names, "notes": notes}))
    interview = Interview(
        body=about.body,
        about=about.urn,
        made_by=by,
        capacity=capacity,
        held_on=held_on,
        names=names,
        notes=notes,
        digest=digest,
        salt=salt,
        recorded_at=now(),
    )
    require(by, "evidence.record_interview", interview)
    require_past(held_on, by=by, body=about.body, field="held_on")

    store(interview)
    Bibliography.objects.get_or_create(owner=about.urn)
    tally = locked(InterviewTally.objects.get_or_create(about=about.urn, capacity=capacity)[0])
    tally.add(held_on)
    store(tally, "count", "first_on", "last_on")

    register.record(InterviewRecorded(about.urn, about.body, interview.urn), by=by, commitments={"notes": digest})
    return interview


@transaction.atomic
def erase_notes(interview: Interview, *, by: Actor) -> Interview:
    """Remove names, notes and salt for good, and quotations to which nobody has consented."""
    interview = locked(interview)
    require(by, "evidence.erase_notes", interview)

    interview.erase(at=now())
    store(interview, "names", "notes", "salt", "erased_at")
    interview.quotations.filter(consented_on=None).delete()

    register.record(InterviewNotesErased(interview.about, interview.body, interview.urn), by=by)
    return interview


@transaction.atomic
@not_an_act("words that only the evaluator can read; consent to them, and publishing them, are the acts")
def add_quotation(interview: Interview, *, by: Person, words: str, language: str) -> Quotation:
    interview = locked(interview)
    require(by, "evidence.add_quotation", interview)

    quotation = Quotation(interview=interview, about=interview.about, words=words, language=language)
    store(quotation)
    return quotation


@transaction.atomic
def record_consent(quotation: Quotation, *, by: Person, use: QuotationUse, on: PartialDate) -> Quotation:
    """That the person consents to these words in this use.

    The commitment is to the canonical JSON (RFC 8785) of `{"on": …, "use": …, "words": …}`. Raises `InTheFuture`.
    """
    quotation = locked(quotation)
    require(by, "evidence.record_consent", quotation)
    require_past(on, by=by, body=quotation.interview.body, field="on")

    quotation.consent(use=use, on=on)
    consented = {"on": on.text, "use": str(use), "words": quotation.words}
    quotation.digest, quotation.salt = commitment(rfc8785.dumps(consented))
    store(quotation, "use", "consented_on", "digest", "salt")

    event = QuotationConsented(quotation.about, quotation.interview.body, quotation.urn)
    register.record(event, by=by, commitments={"consent": quotation.digest})
    return quotation


@transaction.atomic
def withdraw_consent(quotation: Quotation, *, by: Person) -> Quotation:
    """The person takes their consent back: the words leave the pages, and are removed for good."""
    quotation = locked(quotation)
    require(by, "evidence.withdraw_consent", quotation)

    quotation.withdraw_consent(at=now())
    store(quotation, "words", "salt", "published_at", "withdrawn_at")

    register.record(QuotationConsentWithdrawn(quotation.about, quotation.interview.body, quotation.urn), by=by)
    return quotation


@transaction.atomic
def publish_quotation(quotation: Quotation, *, by: Person) -> Quotation:
    """Show the words beside the bibliography, of nobody by name. Raises `ConsentMissing`, `ConsentWithdrawn`."""
    quotation = locked(quotation)
    require(by, "evidence.publish_quotation", quotation)

    quotation.publish(at=now())
    store(quotation, "published_at")

    register.record(QuotationPublished(quotation.about, quotation.interview.body, quotation.urn), by=by)
    return quotation
