import pytest

from parvis.kernel.languages import Multilingual
from parvis.plans.models import ActionPlan
from tests.accounts.factories import MemberFactory
from tests.plans.factories import CommitmentFactory, PlanFactory

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
