import pytest

from parvis.kernel.languages import Multilingual
from parvis.plans.models import ActionPlan
from tests.accounts.factories import MemberFactory, MembershipFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory

from .readings import MEMBER, OPEN_DATA, OPEN_SOURCE, PLAN


@pytest.fixture
def plan(db) -> ActionPlan:
    """As the readings name it, among others."""
    PlanFactory()
    member = MemberFactory(name=Multilingual({"en": MEMBER}))
    plan = PlanFactory(member=member, title=Multilingual({"en": PLAN}))
    for title in (OPEN_DATA, OPEN_SOURCE):
        CommitmentFactory(plan=plan, title=Multilingual({"en": title}))
    return plan


@pytest.fixture
def lakeside(db) -> ActionPlan:
    """As the readings name it, among others; one of its two commitments is called as there, the other is like it."""
    PlanFactory()
    plan = PlanFactory(
        member=MemberFactory(name=Multilingual({"en": MEMBER})), title=Multilingual({"en": PLAN}), slug="lakeside"
    )
    open_data = CommitmentFactory(plan=plan, title=Multilingual({"en": OPEN_DATA}))
    CommitmentFactory(plan=plan, title=Multilingual({"en": "Equip staff with open source tools"}))
    for title in ("Publish five datasets", "Teach others to use them"):
        MilestoneFactory(commitment=open_data, title=Multilingual({"en": title}))
    return plan


@pytest.fixture
def evaluator(plan, client):
    """Signed in, with the role of an evaluator of the member."""
    person = MembershipFactory(member=plan.member, role="evaluator").person
    client.force_login(person)
    return person
