from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.types import Organisation, Person
from parvis.kernel import clock
from parvis.kernel.acts import not_an_act
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Invalid
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register
from parvis.texts import commands as texts
from parvis.texts.types import Passage, Text, Version

from ..content import commitment_sha256
from ..errors import AlreadyPublished, PlanNotReady
from ..events import (
    CommitmentAdded,
    CommitmentEdited,
    ContactAdded,
    ContactRemoved,
    InvolvementEnded,
    LeadAssigned,
    OrganisationInvolved,
)
from ..models import ActionPlan, Challenge, Commitment, Contact, Involvement
from ..types import Part, Reading
from ._shared import (
    amend,
    recount,
    require_draft,
    require_not_ended,
    require_of_member,
    require_order,
    touch,
    unlist_source,
    unlist_sources,
)


class CommitmentTerms(TypedDict, total=False):
    """What is said of a commitment beside its text."""

    title: Multilingual
    challenge: Challenge | None
    identifier: str
    url: str
    starts_on: PartialDate | None
    ends_on: PartialDate | None
    values: list[str]
    policy_areas: list[str]
    sectors: list[str]
    resources: Multilingual
    staff: Multilingual
    budget: Decimal | None
    currency: str
    budget_note: Multilingual


@transaction.atomic
def draft_commitment(
    plan: ActionPlan, *, by: Actor, passages: Sequence[Passage] = (), **terms: Unpack[CommitmentTerms]
) -> Commitment:
    """Add a commitment with its text. In a plan that is already public it is public at once, and on the register."""
    plan = locked(plan)
    require(by, "plans.draft_commitment", plan)
    require_not_ended(plan)

    last = plan.commitments.order_by("-number").first()
    commitment = Commitment(plan=plan, number=last.number + 1 if last else 1, changed_at=clock.now(), **terms)
    require_order(commitment.starts_on, commitment.ends_on, field="ends_on")
    store(commitment)
    commitment.text = texts.begin_text(owner=commitment.urn, body=plan.member.urn, passages=passages, by=by)
    store(commitment, "text")
    recount(plan)
    touch(commitment)

    if plan.is_public:
        if commitment.text.current:
            texts.publish_text(commitment.text, by=by)
        register.record(
            CommitmentAdded(commitment.urn, plan.member.urn, plan.urn, commitment_sha256(commitment)), by=by
        )
    return commitment


@transaction.atomic
def edit_commitment(
    commitment: Commitment, *, by: Actor, reason: Multilingual = Multilingual(), **terms: Unpack[CommitmentTerms]
) -> Commitment:
    """Change what is said beside the text; once the plan is public, with a reason."""
    commitment = locked(commitment)
    require(by, "plans.edit_commitment", commitment)

    amendment = amend(commitment, terms, reason=reason)
    require_order(commitment.starts_on, commitment.ends_on, field="ends_on")
    if amendment:
        register.record(
            CommitmentEdited(commitment.urn, commitment.plan.member.urn, amendment.urn, commitment_sha256(commitment)),
            by=by,
        )
    return commitment


@transaction.atomic
@not_an_act("the text's own room puts the revision on the register; a draft's is not public")
def revise_commitment(
    commitment: Commitment,
    passages: Sequence[Passage],
    *,
    by: Actor,
    read: Reading | None = None,
    reason: Multilingual = Multilingual(),
) -> Version:
    """Reword the commitment. `read` is the wording the person had before them: raises `TextChangedMeanwhile`
    (texts) when another came in between."""
    commitment = locked(commitment)
    require(by, "plans.revise_commitment", commitment)

    text = _text_of(commitment)
    touch(commitment)
    if text.is_published:
        expected = read.version if read else None
        return texts.revise_text(text, passages, by=by, reason=reason, expected_version=expected)
    version = texts.draft_text(text, passages, by=by, expected_sha256=read.fingerprint if read else "")
    if commitment.plan.is_public:
        texts.publish_text(text, by=by)
    return version


@transaction.atomic
@not_an_act("a draft is not public")
def remove_commitment(commitment: Commitment, *, by: Actor) -> None:
    """Take a commitment and its milestones out of a draft."""
    commitment = locked(commitment)
    plan = commitment.plan
    require(by, "plans.remove_commitment", commitment)
    require_draft(plan)

    for used_by in (commitment.urn, *(milestone.urn for milestone in commitment.milestones.all())):
        unlist_sources(plan, used_by, by=by)
    commitment.milestones.all().delete()
    commitment.involvements.all().delete()
    commitment.contacts.all().delete()
    text, commitment.text = commitment.text, None
    store(commitment, "text")
    if text:
        texts.discard_text(text, by=by)
    commitment.delete()
    recount(plan)


@transaction.atomic
def assign_lead(commitment: Commitment, *, by: Actor, lead: Person) -> Commitment:
    """Name the person who answers for the commitment. They need the role of commitment lead."""
    commitment = locked(commitment)
    require(by, "plans.assign_lead", commitment)

    member = commitment.plan.member_id
    if not any(held.role == "commitment_lead" and held.member_id == member for held in lead.current_memberships):
        raise Invalid(_("Give this person the role of commitment lead first."), field="lead")
    commitment.lead = lead
    store(commitment, "lead")

    if commitment.plan.is_public:
        register.record(LeadAssigned(commitment.urn, commitment.plan.member.urn, lead.urn), by=by)
    return commitment


@transaction.atomic
def involve_organisation(
    subject: ActionPlan | Commitment,
    *,
    by: Actor,
    organisation: Organisation,
    part: Part,
    started_on: PartialDate | None = None,
    note: Multilingual = Multilingual(),
) -> Involvement:
    """Give an organisation a part in a plan or a commitment, from a day on where it is known."""
    subject = locked(subject)
    require(by, "plans.involve_organisation", subject)

    involvement = Involvement(
        plan=subject if isinstance(subject, ActionPlan) else subject.plan,
        commitment=subject if isinstance(subject, Commitment) else None,
        organisation=organisation,
        part=part,
        started_on=started_on,
        note=note,
    )
    require_of_member(involvement.plan, [organisation], field="organisation")
    store(involvement)
    touch(subject)

    plan = involvement.plan
    if plan.is_public:
        register.record(
            OrganisationInvolved(subject.urn, plan.member.urn, organisation.urn, str(part), started_on), by=by
        )
    return involvement


@transaction.atomic
def end_involvement(involvement: Involvement, *, by: Actor, on: PartialDate) -> Involvement:
    """The organisation hands its part over, or lays it down. The record of its time stays."""
    involvement = locked(involvement)
    subject = involvement.commitment or involvement.plan
    require(by, "plans.end_involvement", subject)

    if involvement.ended_on:
        raise Invalid(_("This part has already ended."), field="on")
    require_order(involvement.started_on, on, field="on")
    involvement.ended_on = on
    store(involvement, "ended_on")
    touch(subject)

    if involvement.plan.is_public:
        register.record(
            InvolvementEnded(
                subject.urn, involvement.plan.member.urn, involvement.organisation.urn, involvement.part, on
            ),
            by=by,
        )
    return involvement


@transaction.atomic
def add_contact(
    commitment: Commitment,
    *,
    by: Actor,
    role: Multilingual,
    organisation: Organisation | None = None,
    email: str = "",
    phone: str = "",
) -> Contact:
    """Say whom to ask about a commitment: a role and a mailbox, rather than a person."""
    commitment = locked(commitment)
    require(by, "plans.add_contact", commitment)

    if not email and not phone:
        raise Invalid(_("Give an e-mail address or a telephone number."), field="email")
    contact = Contact(
        plan=commitment.plan, commitment=commitment, role=role, organisation=organisation, email=email, phone=phone
    )
    require_of_member(commitment.plan, [organisation] if organisation else [], field="organisation")
    store(contact)
    _count_contacts(commitment)

    if commitment.plan.is_public:
        register.record(ContactAdded(commitment.urn, commitment.plan.member.urn), by=by)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: Actor) -> None:
    """Contacts are personal when people answer them, so a removed one is gone; only the act stays."""
    contact = locked(contact)
    commitment = contact.commitment
    if commitment is None:
        raise AlreadyPublished(_("This contact belongs to the whole plan."))
    require(by, "plans.remove_contact", commitment)

    source = contact.source
    contact.delete()
    _count_contacts(commitment)
    if source:
        unlist_source(commitment, source, by=by)

    if commitment.plan.is_public:
        register.record(ContactRemoved(commitment.urn, commitment.plan.member.urn), by=by)


def _text_of(commitment: Commitment) -> Text:
    """Drafting a commitment begins its text; one that entered as history may have none."""
    if commitment.text is None:
        raise PlanNotReady(_("The sources give no text of this commitment, so there is none to change."))
    return commitment.text


def _count_contacts(commitment: Commitment) -> None:
    commitment.contact_count = commitment.contacts.count()
    store(commitment, "contact_count")
    touch(commitment)
