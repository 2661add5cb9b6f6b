"""Deadlines: the rules of section 1.6, each from the days it counts from."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.dates import PartialDate, months_after
from parvis.plans import queries
from tests.accounts.factories import MemberFactory
from tests.evidence.factories import CitationFactory

from .factories import CommitmentFactory, MilestoneFactory, PlanFactory

pytestmark = pytest.mark.django_db
ANYONE = AnonymousUser()


def due(plan, rule, base="submitted"):
    found = {deadline.key: deadline.due_on for deadline in queries.deadlines(plan, plan_milestones(plan))}
    return found.get(f"{plan.uid}-{rule}-{base}")


def plan_milestones(plan):
    return queries.contents(plan).milestones


def test_the_inception_report_is_due_two_months_after_the_submission():
    assert due(PlanFactory(), "inception-report") == date(2021, 11, 22)


def test_and_two_months_after_the_launch_where_one_counts_from_that():
    assert due(PlanFactory(), "inception-report", "launched") == date(2022, 2, 16)


def test_of_a_submitted_month_it_counts_from_the_last_day():
    plan = PlanFactory(submitted_on=PartialDate("2021-12"))

    assert due(plan, "inception-report") == date(2022, 2, 28)


def test_a_plan_not_launched_has_nothing_to_count_from_the_launch():
    assert due(PlanFactory(launched_on=None), "inception-report", "launched") is None


def test_a_national_plan_is_reviewed_four_months_after_its_submission():
    plan = PlanFactory(member=MemberFactory(kind="national"))

    assert due(plan, "plan-review") == date(2022, 1, 22)


def test_results_are_due_four_months_after_the_end():
    assert due(PlanFactory(ends_on=PartialDate("2023-03")), "results", "ended") == date(2023, 7, 31)


def test_the_website_is_due_every_four_months_until_the_end():
    plan = PlanFactory(ends_on=PartialDate("2022-06"), launched_on=None)

    days = [found.due_on for found in queries.deadlines(plan) if found.rule and found.rule.name == "website-update"]

    assert days == [date(2022, 1, 22), date(2022, 5, 22)]


def test_a_commitment_is_reported_on_a_month_after_its_last_milestone():
    milestone = MilestoneFactory(done=True, completed_on=date(2022, 1, 31))
    MilestoneFactory(commitment=milestone.commitment, done=True, completed_on=date(2021, 12, 1))
    plan = milestone.commitment.plan

    found = queries.deadlines(plan, plan_milestones(plan))

    assert date(2022, 2, 28) in [
        deadline.due_on for deadline in found if deadline.rule and deadline.rule.name == "end-of-commitment-report"
    ]


@pytest.mark.parametrize("other", [{}, {"reported_complete_in": "cited"}])
def test_and_not_before_every_day_is_known(other):
    milestone = MilestoneFactory(done=True)
    if other:
        other = {"reported_complete_in": CitationFactory()}
    MilestoneFactory(commitment=milestone.commitment, **other)
    plan = milestone.commitment.plan

    rules = {deadline.rule.name for deadline in queries.deadlines(plan, plan_milestones(plan)) if deadline.rule}

    assert "end-of-commitment-report" not in rules


def test_a_milestone_due_in_a_month_is_due_on_its_last_day():
    milestone = MilestoneFactory(due_on=PartialDate("2022-02"))
    plan = milestone.commitment.plan

    assert date(2022, 2, 28) in [deadline.due_on for deadline in queries.deadlines(plan, plan_milestones(plan))]


def test_comments_close_while_the_plan_is_open_for_them():
    plan = PlanFactory(
        submitted_on=None, launched_on=None, opened_on=PartialDate("2021-01-01"), comments_close_on=date(2021, 2, 1)
    )

    assert [deadline.due_on for deadline in queries.deadlines(plan)] == [date(2021, 2, 1)]


def a_member_with_everything():
    plan = PlanFactory(ends_on=PartialDate("2023-03"), launched_on=PartialDate("2021"))
    CommitmentFactory(plan=plan)
    done = CommitmentFactory(plan=plan)
    MilestoneFactory(commitment=done, done=True, completed_on=date(2022, 3, 31))
    for due_on in ("2022", "2022-06", "2022-06-30", "2022-02-28"):
        MilestoneFactory(commitment__plan=plan, due_on=PartialDate(due_on))
    return plan


def test_the_calendar_of_every_month_shows_what_the_plan_shows():
    """The database finds the plans that could matter in a month; that must leave no deadline out."""
    plan = a_member_with_everything()
    expected = {(deadline.due_on, deadline.key) for deadline in queries.deadlines(plan, plan_milestones(plan))}

    found = set()
    for month in range(80):
        first = months_after(date(2021, 1, 1), month)
        calendar = queries.calendar(viewer=ANYONE, first=first, last=months_after(first, 1).replace(day=1))
        found |= {(due.deadline.due_on, due.deadline.key) for due in calendar.due}

    assert found == expected


def test_the_calendar_costs_the_same_however_many(django_assert_num_queries):
    for _number in range(3):
        a_member_with_everything()

    with django_assert_num_queries(3):
        assert queries.calendar(viewer=ANYONE, first=date(2022, 1, 1), last=date(2022, 12, 31)).due


def test_the_calendar_of_a_member_leaves_others_out():
    plan = PlanFactory()
    PlanFactory()

    found = queries.calendar(viewer=ANYONE, first=date(2021, 1, 1), last=date(2025, 1, 1), member=plan.member)

    assert {due.plan for due in found.due} == {plan}


def test_the_calendar_shows_no_draft():
    PlanFactory(draft=True, submitted_on=PartialDate("2021-09-22"))

    assert not queries.calendar(viewer=ANYONE, first=date(2021, 1, 1), last=date(2025, 1, 1)).due


def test_the_calendar_says_when_it_is_cut():
    PlanFactory()

    assert queries.calendar(viewer=ANYONE, first=date(2021, 1, 1), last=date(2025, 1, 1), size=2).is_cut


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 48))
def test_months_after_is_never_a_later_day_of_the_month(day, months):
    after = months_after(day, months)

    assert after.day <= day.day
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
