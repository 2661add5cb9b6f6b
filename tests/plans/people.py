"""The people responsible for a plan, with the roles they need."""

from parvis.accounts.models import Person
from parvis.plans.models import ActionPlan, Commitment
from tests.accounts.factories import MembershipFactory


def lead_of(commitment: Commitment) -> Person:
    """A new person who leads this commitment and no other."""
    person = MembershipFactory(member=commitment.plan.member, role="commitment_lead").person
    commitment.lead = person
    commitment.save(update_fields=["lead"])
    return person


def point_of_contact_of(plan: ActionPlan) -> Person:
    return MembershipFactory(member=plan.member, role="point_of_contact").person
