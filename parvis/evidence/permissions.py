from parvis.accounts.types import Person, Role
from parvis.kernel.permissions import Predicate, is_import, is_platform, is_signed_in, predicate
from parvis.kernel.types import Actor
from parvis.register import queries as register

from .models import GOVERNMENT, Capture, Citation, ConsultedItem, Document, Interview, Quotation, bodies_of


@predicate
def works_for_the_body(by: Actor, subject: Document | Citation) -> bool:
    """Evaluators too: for what adds to the evidence and changes nothing that someone else brought."""
    return subject.body in bodies_of(by)


@predicate
def is_staff_of_the_body(by: Actor, subject: Document | Citation) -> bool:
    return subject.body in bodies_of(by, GOVERNMENT)


@predicate
def administers_the_body(by: Actor, subject: Document | Citation) -> bool:
    return subject.body in bodies_of(by, {Role.ADMINISTRATOR})


@predicate
def keeps_nothing_confidential(by: Actor, subject: Citation) -> bool:
    """What an evaluator keeps for nobody else is theirs to erase, until it is gone."""
    return not ConsultedItem.objects.filter(citation=subject, erased_at=None).exists()


@predicate
def evaluates_for_the_body(by: Actor, subject: Document | Citation | Interview) -> bool:
    held = by.current_memberships if isinstance(by, Person) else []
    return any(one.role == Role.EVALUATOR and one.member.urn == subject.body for one in held)


@predicate
def uploaded_it(by: Actor, subject: Document) -> bool:
    return isinstance(by, Person) and subject.uploaded_by_id == by.pk


@predicate
def is_not_for_publication(by: Actor, subject: Document) -> bool:
    """A commitment to what was changed for publication could be checked by nobody."""
    return subject.is_private


@predicate
def told_of_it_last(by: Actor, subject: Citation) -> bool:
    """Whether the last act on a source is theirs: an evaluator who cited it, until someone else describes it."""
    line = register.latest(subject.urn) if isinstance(by, Person) else None
    return line is not None and line.actor == by.urn


@predicate
def made_it(by: Actor, subject: ConsultedItem | Interview | Quotation) -> bool:
    """Also after their role has ended: what they owe to the people they spoke to stays."""
    made = subject.interview if isinstance(subject, Quotation) else subject
    return isinstance(by, Person) and made.made_by_id == by.pk


@predicate
def is_of_themselves(by: Actor, subject: Person) -> bool:
    return isinstance(by, Person) and by.pk == subject.pk


@predicate
def looks_after_words_of_the_erased(by: Actor, subject: Quotation) -> bool:
    """Who was quoted must be able to take it back, also when whoever interviewed them has been erased."""
    held = by.current_memberships if isinstance(by, Person) else []
    is_administrator = any(one.role == Role.ADMINISTRATOR and one.member.urn == subject.interview.body for one in held)
    return is_administrator and subject.is_published and subject.interview.made_by.erased_at is not None


@predicate
def had_a_copy_taken_down(by: Actor, subject: Citation) -> bool:
    """Then none is made until staff ask, who took it down."""
    return bool(subject.page and subject.page.copies_stopped_at)


@predicate
def is_staff_of_the_body_of_the_page(by: Actor, capture: Capture) -> bool:
    return capture.page.body in bodies_of(by, GOVERNMENT)


# Whoever may do the act may cite what it rests on: the act's own permission decides.
TABLE: dict[str, Predicate] = {
    "evidence.cite": is_signed_in | is_import | is_platform,
    "evidence.cite_source": works_for_the_body,
    "evidence.cite_erased": is_import,
    "evidence.cite_lost_page": is_import,
    "evidence.record_past_sources": is_signed_in,
    "evidence.list_uses": is_signed_in | is_import | is_platform,
    "evidence.unlist_uses": is_signed_in | is_import | is_platform,
    "evidence.discard_bibliography": is_signed_in | is_import | is_platform,
    "evidence.upload_privately": evaluates_for_the_body,
    "evidence.record_source": evaluates_for_the_body,
    "evidence.record_consulted": evaluates_for_the_body & uploaded_it & is_not_for_publication,
    "evidence.disclose_consulted": made_it,
    "evidence.erase_consulted": made_it | is_platform,
    "evidence.record_interview": evaluates_for_the_body,
    "evidence.erase_notes": made_it | is_platform,
    "evidence.erase_fieldwork": is_of_themselves | is_platform,
    "evidence.add_quotation": made_it,
    "evidence.record_consent": made_it,
    "evidence.withdraw_consent": made_it | looks_after_words_of_the_erased,
    "evidence.publish_quotation": made_it,
    "evidence.upload_document": works_for_the_body | is_import,
    "evidence.record_past_document": is_import,
    "evidence.record_past_original": is_import,
    "evidence.discard_document": is_staff_of_the_body | uploaded_it | is_platform,
    "evidence.discard_uploads": is_platform,
    "evidence.note_scan": is_platform,
    "evidence.quarantine_document": is_platform,
    "evidence.release_document": is_platform,
    "evidence.describe_document": is_staff_of_the_body | (works_for_the_body & uploaded_it) | is_import,
    "evidence.publish_document": is_staff_of_the_body | (works_for_the_body & uploaded_it) | is_import,
    "evidence.ask_for_capture": is_staff_of_the_body | (works_for_the_body & ~had_a_copy_taken_down),
    "evidence.ask_for_captures": works_for_the_body | is_platform,
    "evidence.enroll_pages": is_platform,
    "evidence.take_turns": is_platform,
    "evidence.keep_capture": is_platform,
    "evidence.fail_capture": is_platform,
    "evidence.note_look": is_platform,
    "evidence.enqueue_visits": is_platform,
    "evidence.remove_capture": is_staff_of_the_body_of_the_page,
    # Whoever answers for a body must be able to erase what the law protects; the line on the register says who did.
    "evidence.erase_document": administers_the_body | (evaluates_for_the_body & uploaded_it),
    "evidence.erase_past_wording": administers_the_body | (evaluates_for_the_body & told_of_it_last),
    "evidence.erase_source": (administers_the_body & keeps_nothing_confidential)
    | (evaluates_for_the_body & told_of_it_last),
    "evidence.describe_source": is_staff_of_the_body | (works_for_the_body & told_of_it_last),
}
