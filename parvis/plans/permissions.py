from typing import Any

from parvis.accounts.types import Member, Person
from parvis.kernel import urns
from parvis.kernel.permissions import Predicate, is_import, is_platform, predicate
from parvis.kernel.types import Actor
from parvis.texts.types import Text

from .models import ActionPlan, Commitment, Milestone


def _member_of(subject: Any) -> int:
    match subject:
        case Member():
            return subject.pk
        case ActionPlan():
            return subject.member_id
        case Commitment():
            return subject.plan.member_id
        case Milestone():
            return subject.commitment.plan.member_id
    raise TypeError(f"no member answers for {subject!r}")


@predicate
def is_point_of_contact(by: Actor, subject: Any) -> bool:
    member = _member_of(subject)
    return isinstance(by, Person) and any(
        held.role == "point_of_contact" and held.member_id == member for held in by.current_memberships
    )


@predicate
def leads_the_commitment(by: Actor, subject: Commitment | Milestone) -> bool:
    commitment = subject.commitment if isinstance(subject, Milestone) else subject
    return (
        isinstance(by, Person)
        and commitment.lead_id == by.pk
        and any(
            held.role == "commitment_lead" and held.member_id == commitment.plan.member_id
            for held in by.current_memberships
        )
    )


answers_for_it = is_point_of_contact | leads_the_commitment


@predicate
def answers_for_the_owner(by: Actor, text: Text) -> bool:
    """For the room of texts, which asks before it writes a commitment's text."""
    _kind, uid = urns.parse(text.owner)
    commitment = Commitment.objects.filter(uid=uid).select_related("plan").first()
    return commitment is not None and answers_for_it.test(by, commitment)


TABLE: dict[str, Predicate] = {
    "plans.draft_plan": is_point_of_contact,
    "plans.edit_plan": is_point_of_contact,
    "plans.discard_plan": is_point_of_contact,
    "plans.open_plan": is_point_of_contact,
    "plans.submit_plan": is_point_of_contact,
    "plans.launch_plan": is_point_of_contact,
    "plans.end_plan": is_point_of_contact,
    "plans.add_challenge": is_point_of_contact,
    "plans.edit_challenge": is_point_of_contact,
    "plans.remove_challenge": is_point_of_contact,
    "plans.draft_commitment": is_point_of_contact,
    "plans.edit_commitment": answers_for_it,
    "plans.revise_commitment": answers_for_it,
    "plans.remove_commitment": is_point_of_contact,
    "plans.assign_lead": is_point_of_contact,
    "plans.involve_organisation": is_point_of_contact,
    "plans.end_involvement": is_point_of_contact,
    "plans.add_contact": answers_for_it,
    "plans.remove_contact": answers_for_it,
    "plans.add_milestone": is_point_of_contact,
    "plans.edit_milestone": answers_for_it,
    "plans.remove_milestone": is_point_of_contact,
    "plans.bind_milestone": answers_for_it,
    "plans.report_progress": answers_for_it,
    "plans.complete_milestone": answers_for_it,
    "plans.reopen_milestone": is_point_of_contact,
    "plans.observe_measure": is_platform,
    "plans.record_past_plan": is_import,
    "plans.record_past_plan_outline": is_import,
    "plans.record_past_commitment": is_import,
    "plans.record_past_milestone": is_import,
    "plans.record_reference_plans": is_import,
    "plans.record_reference_commitments": is_import,
    "plans.count_reference_commitments": is_import,
}
