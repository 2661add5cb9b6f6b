"""What the doors for reading let through, and what they cost."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.accounts.types import Role
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import NotFound
from parvis.kernel.languages import Multilingual
from parvis.plans import commands, queries
from parvis.plans.types import Progress
from tests.accounts.factories import MembershipFactory
from tests.evidence.factories import CitationFactory

from .factories import (
    ChallengeFactory,
    CommitmentFactory,
    InvolvementFactory,
    MilestoneFactory,
    PlanFactory,
    ProgressUpdateFactory,
    ReportedProgressFactory,
    StatementFactory,
)
from .people import lead_of, point_of_contact_of

pytestmark = pytest.mark.django_db
ANYONE = AnonymousUser()
TODAY = date(2022, 9, 15)


def test_a_plan_is_found_by_its_address():
    PlanFactory()
    plan = PlanFactory()

    assert queries.plan(plan.slug, viewer=ANYONE) == plan


def test_a_draft_is_not_found():
    with pytest.raises(NotFound):
        queries.plan(PlanFactory(draft=True).slug, viewer=ANYONE)


def test_a_draft_is_found_by_who_works_for_the_member():
    plan = PlanFactory(draft=True)
    staff = MembershipFactory(member=plan.member, role=Role.POINT_OF_CONTACT).person

    assert queries.plan(plan.slug, viewer=staff) == plan


def test_a_draft_is_not_found_by_who_works_for_another_member():
    plan = PlanFactory(draft=True)

    with pytest.raises(NotFound):
        queries.plan(plan.slug, viewer=MembershipFactory().person)


def test_a_commitment_of_a_draft_is_not_found():
    commitment = CommitmentFactory(plan__draft=True)

    with pytest.raises(NotFound):
        queries.commitment(commitment.plan.slug, 1, viewer=ANYONE)


@pytest.mark.parametrize("code", ["1.2", "2.1", "1", "", "1.x", "1.1.1", "999999999999.1"])
def test_a_milestone_with_another_code_is_not_found(code):
    milestone = MilestoneFactory()

    with pytest.raises(NotFound):
        queries.milestone(milestone.commitment.plan.slug, code, viewer=ANYONE)


def test_a_milestone_is_found_by_its_code():
    MilestoneFactory()
    milestone = MilestoneFactory()

    assert queries.milestone(milestone.commitment.plan.slug, "1.1", viewer=ANYONE) == milestone


def test_plans_of_all_members_leave_drafts_out():
    plan = PlanFactory()
    draft = PlanFactory(draft=True)
    staff = MembershipFactory(member=draft.member).person

    assert list(queries.plans(viewer=staff)) == [plan]


@pytest.mark.parametrize(
    ("state", "dates"),
    [
        ("ended", {"ended_on": PartialDate("2023-03")}),
        ("launched", {}),
        ("submitted", {"launched_on": None}),
        ("open_for_comment", {"launched_on": None, "submitted_on": None, "opened_on": PartialDate("2021-01")}),
    ],
)
def test_plans_are_found_by_the_state_that_their_dates_say(state, dates):
    for others in ({"ended_on": PartialDate("2023")}, {}, {"launched_on": None}):
        PlanFactory(**others)
    plan = PlanFactory(**dates)

    found = list(queries.plans(viewer=ANYONE, state=state))

    assert plan in found
    assert {one.state for one in found} == {state}


def test_every_plan_is_on_one_page_once():
    plans = PlanFactory.create_batch(5)
    first = queries.plans(viewer=ANYONE, size=2)
    second = queries.plans(viewer=ANYONE, size=2, after=first.after)
    third = queries.plans(viewer=ANYONE, size=2, after=second.after)

    assert [*first, *second, *third] == plans[::-1]


def test_contents_keep_commitments_under_their_challenge():
    challenge = ChallengeFactory()
    under = CommitmentFactory(plan=challenge.plan, challenge=challenge)
    alone = CommitmentFactory(plan=challenge.plan)

    assert queries.contents(challenge.plan).under == [(challenge, [under]), (None, [alone])]


def test_contents_cost_the_same_however_many(django_assert_num_queries):
    plan = PlanFactory()
    for _number in range(4):
        MilestoneFactory.create_batch(3, commitment=CommitmentFactory(plan=plan, challenge=ChallengeFactory(plan=plan)))

    with django_assert_num_queries(3):
        contents = queries.contents(plan)
        assert [milestone.code for milestone in contents.milestones][:4] == ["1.1", "1.2", "1.3", "2.1"]


def test_the_sources_of_a_commitment_are_read_at_once(django_assert_num_queries):
    commitment = MilestoneFactory(done=True, source=CitationFactory()).commitment
    StatementFactory.create_batch(2, discrepancy__plan=commitment.plan, discrepancy__commitment=commitment)
    ReportedProgressFactory(commitment=commitment)
    ProgressUpdateFactory(milestone=commitment.milestones.get()).evidence.add(CitationFactory())

    with django_assert_num_queries(3):
        found = queries.commitment(commitment.plan.slug, commitment.number, viewer=ANYONE)
        (today,) = queries.milestones(found, today=TODAY)
        assert today.milestone.evidence.url
        assert today.updates[0].rests_on[0].url
        assert found.sides[1].source.url
        assert found.reports[0].source.url


def test_an_open_milestone_past_its_day_is_late():
    late = MilestoneFactory(due_on=PartialDate("2022-08-31"))
    MilestoneFactory(due_on=PartialDate("2022-09"))
    MilestoneFactory(due_on=PartialDate("2022"))
    MilestoneFactory(due_on=PartialDate("2022-08-31"), done=True)
    MilestoneFactory(due_on=PartialDate("2022-08-31"), reported_complete_in=CitationFactory())
    MilestoneFactory(due_on=PartialDate("2022-08-31"), commitment__plan__draft=True)
    MilestoneFactory()

    assert list(queries.late_milestones(viewer=ANYONE, today=TODAY)) == [late]


def test_reached_without_saying_which_is_taken_from_what_is_not_stated():
    commitment = ReportedProgressFactory(reached=4, total=5).commitment
    MilestoneFactory.create_batch(4, commitment=commitment)
    MilestoneFactory(commitment=commitment, status="in_progress")
    found = queries.commitment(commitment.plan.slug, 1, viewer=ANYONE)

    progress = queries.progress_of(found, list(commitment.milestones.all()))

    assert progress == Progress(reported_unnamed=4, in_progress=1)


def test_what_a_source_names_is_not_counted_twice():
    commitment = ReportedProgressFactory(reached=1, total=2).commitment
    MilestoneFactory(commitment=commitment, reported_complete_in=CitationFactory())
    MilestoneFactory(commitment=commitment)
    found = queries.commitment(commitment.plan.slug, 1, viewer=ANYONE)

    assert queries.progress_of(found, list(commitment.milestones.all())) == Progress(reported=1, not_stated=1)


def test_standings_are_those_of_one_member():
    milestone = MilestoneFactory(reported_complete_in=CitationFactory())
    MilestoneFactory(commitment=milestone.commitment, status="in_progress")
    MilestoneFactory()

    found = queries.standings(viewer=ANYONE, member=milestone.commitment.plan.member)

    assert {standing.value: count for standing, count in found.items() if count} == {
        "reported_complete": 1,
        "in_progress": 1,
    }


def test_tallies_count_what_is_public():
    MilestoneFactory(done=True)
    MilestoneFactory(commitment__plan__draft=True)

    assert queries.tallies() == {"plan_count": 1, "commitment_count": 1, "milestone_count": 1, "complete_count": 1}


def test_an_organisation_answers_for_its_parts_only():
    InvolvementFactory()
    part = InvolvementFactory()
    InvolvementFactory(organisation=part.organisation, commitment__plan__draft=True)

    assert list(queries.involvements(part.organisation, viewer=ANYONE)) == [part]


def test_an_organisation_answers_for_milestones_by_name():
    MilestoneFactory()
    milestone = MilestoneFactory()
    organisation = InvolvementFactory().organisation
    milestone.responsible.add(organisation)

    assert list(queries.milestones_of(organisation, viewer=ANYONE)) == [milestone]


def test_what_a_milestone_said_before_is_told_in_words():
    milestone = MilestoneFactory(due_on=PartialDate("2022-12-31"))
    commands.edit_milestone(
        milestone, by=lead_of(milestone.commitment), due_on=None, reason=Multilingual({"en": "It was a guess."})
    )

    (told,) = queries.amendments(milestone.commitment)

    assert [(str(one.label), one.before, one.after) for one in told.fields] == [
        ("Due", PartialDate("2022-12-31"), None)
    ]


def test_a_taken_back_completion_names_the_evidence_it_had():
    milestone = MilestoneFactory(done=True)
    evidence = milestone.evidence
    commands.reopen_milestone(
        milestone, by=point_of_contact_of(milestone.commitment.plan), reason=Multilingual({"en": "A mistake."})
    )

    (told,) = queries.amendments(milestone.commitment)

    assert str(evidence.title) in [str(one.before) for one in told.fields]
