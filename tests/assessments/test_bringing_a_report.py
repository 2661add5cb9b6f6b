"""What a report makes that is not here yet, and who may bring one."""

from dataclasses import replace

import pytest

from parvis.accounts.models import Member
from parvis.assessments import commands
from parvis.assessments.errors import MatchMissing, PlanNotPublic, ReportFileRefused
from parvis.assessments.matching import match
from parvis.assessments.models import Report
from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.plans.models import ActionPlan, Commitment, Tally
from parvis.plans.types import PlanState
from parvis.register import queries as register
from parvis.search.models import Entry
from tests.accounts.factories import MemberFactory, MembershipFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory

from .readings import MEMBER, OPEN_DATA, PLAN, end_of_commitment, given, inception, recorded

pytestmark = pytest.mark.django_db


def test_in_an_empty_database_everything_is_made_as_the_report_names_it():
    outcome = recorded()

    plan = ActionPlan.objects.get()
    assert (plan.slug, str(plan.title), plan.starts_on.text, plan.ends_on.text) == (
        "lakeside-norland-2021-2023",
        PLAN,
        "2021",
        "2023",
    )
    assert (plan.member.slug, plan.member.kind, str(plan.member.parent_country)) == (
        "lakeside-norland",
        "local",
        "Norland",
    )
    assert (outcome.counts["new_commitments"], outcome.counts["new_milestones"]) == (2, 2)


def test_what_is_made_is_public_and_counted_and_its_stage_not_stated():
    recorded()

    plan, tally = ActionPlan.objects.get(), Tally.objects.get()

    assert (plan.is_public, plan.state) == (True, PlanState.NOT_STATED)
    assert (plan.commitment_count, plan.milestone_count) == (2, 2)
    assert (tally.plan_count, tally.commitment_count, tally.milestone_count) == (1, 2, 2)


def test_what_the_report_says_of_a_new_commitment_is_its_text():
    recorded(end_of_commitment())

    clauses = Commitment.objects.get().text.current.clauses.all()

    assert [(one.heading, str(one.words)) for one in clauses] == [
        ("problem", "Nobody knows it."),
        ("action", "The city wishes it."),
    ]


def test_two_reports_on_a_new_plan_meet_on_it():
    recorded()
    recorded(end_of_commitment(), file=given(b"the other"))

    assert (ActionPlan.objects.count(), Commitment.objects.count(), Report.objects.count()) == (1, 2, 2)


def test_a_report_that_names_no_member_cannot_make_one():
    with pytest.raises(MatchMissing):
        recorded(inception(member=""))


def test_a_report_on_a_name_in_another_script_has_an_address():
    report = recorded(inception(member="Ереван, Հայաստան", plan="Պլան")).report

    assert report.plan.member.slug.startswith("x-")


def test_a_new_member_is_never_one_that_is_here(plan):
    """Whoever administers another member may bring a new one, and write nothing for this one."""
    Member.objects.filter(pk=plan.member_id).update(slug="lakeside-norland", name=Multilingual({"en": "Lakeside"}))
    stranger = MembershipFactory(role="administrator").person

    with pytest.raises(MatchMissing, match="Choose it"):
        recorded(by=stranger)


def test_what_is_found_stands_where_what_is_above_it_stands(plan):
    ours, report = MemberFactory(), inception()
    by = MembershipFactory(member=ours, role="administrator").person
    found = match(report, by)
    other = CommitmentFactory()
    wrong = [
        replace(found, member=found.member.as_found(ours)),
        replace(found, member=found.member.as_found(ours), plan=found.plan.as_new()),
        replace(found, commitments=(found.commitments[0].as_found(other), found.commitments[1])),
        replace(
            found, milestones=((found.milestones[0][0].as_found(MilestoneFactory()), *found.milestones[0][1:]), ())
        ),
    ]

    for matches, who in zip(wrong, [by, by, IMPORT, IMPORT], strict=True):
        with pytest.raises(MatchMissing):
            commands.record_past_report(report, by=who, file=given(), matches=matches)


def test_a_report_is_not_on_a_draft():
    draft = PlanFactory(draft=True)
    found = match(inception(), IMPORT)
    matches = replace(found, member=found.member.as_found(draft.member), plan=found.plan.as_found(draft))

    with pytest.raises(PlanNotPublic):
        commands.record_past_report(inception(), by=IMPORT, file=given(), matches=matches)


def test_characters_that_no_table_keeps_are_refused():
    with pytest.raises(ReportFileRefused, match="characters that no text has"):
        recorded(inception(title="Inception\0Report"))


@pytest.mark.parametrize("role", ["administrator", "point_of_contact", "evaluator"])
def test_staff_who_keep_the_reports_of_the_member_may(plan, role):
    person = MembershipFactory(member=plan.member, role=role).person

    assert recorded(by=person).is_new


@pytest.mark.parametrize("role", ["commitment_lead", "forum_member"])
def test_others_may_not(plan, role):
    MembershipFactory(role="administrator")
    person = MembershipFactory(member=plan.member, role=role).person

    with pytest.raises(NotPermitted):
        recorded(by=person)


def test_staff_of_another_member_may_not(plan):
    person = MembershipFactory(role="administrator").person

    with pytest.raises(NotPermitted):
        recorded(by=person)


@pytest.mark.parametrize(("role", "may"), [("administrator", True), ("point_of_contact", False), ("evaluator", False)])
def test_only_an_administrator_brings_a_new_member(role, may):
    person = MembershipFactory(role=role).person

    if may:
        assert recorded(by=person).is_new
    else:
        with pytest.raises(NotPermitted):
            recorded(by=person)


def test_the_line_of_a_person_names_them_as_the_actor(plan):
    person = MembershipFactory(member=plan.member, role="evaluator").person

    report = recorded(by=person).report

    assert register.latest(report.urn).actor == person.urn


@pytest.mark.django_db(transaction=True)
def test_what_it_brings_along_can_be_found():
    recorded()

    found = {entry.title["en"] for entry in Entry.objects.all() if "en" in entry.title}

    assert {MEMBER, PLAN, OPEN_DATA, "Teach their use"} <= found
