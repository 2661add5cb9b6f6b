import pytest

from parvis.plans.models import ActionPlan

from .factories import (
    ChallengeFactory,
    ContactFactory,
    InvolvementFactory,
    MilestoneFactory,
    ProgressUpdateFactory,
    ReportedProgressFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "make",
    [
        ChallengeFactory,
        ContactFactory,
        InvolvementFactory,
        MilestoneFactory,
        ProgressUpdateFactory,
        ReportedProgressFactory,
        StatementFactory,
    ],
)
def test_what_a_factory_makes_is_valid(make):
    make().full_clean()


def test_a_plan_counts_its_milestones():
    milestone = MilestoneFactory(done=True)
    MilestoneFactory(commitment=milestone.commitment)

    plan = ActionPlan.objects.get()

    assert (plan.commitment_count, plan.milestone_count, plan.complete_count) == (1, 2, 1)
