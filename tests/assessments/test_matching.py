"""Which of what is here a report speaks of: certain where it says the same, else likely, else new."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.assessments.matching import TAKEN, bare_words, best_or_new, heading_of, likeness, match, years_in
from parvis.assessments.types import ReadCommitment
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.plans.models import ActionPlan
from tests.accounts.factories import MemberFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory

from .readings import MEMBER, OPEN_DATA, OPEN_SOURCE, PLAN, end_of_commitment, inception


def said(words: str) -> Multilingual:
    return Multilingual({"fr": words})


@pytest.fixture
def plan(db) -> ActionPlan:
    CommitmentFactory(title=said(OPEN_DATA))
    plan = PlanFactory(member=MemberFactory(name=said(MEMBER)), title=said(PLAN))
    for title in (OPEN_DATA, OPEN_SOURCE):
        CommitmentFactory(plan=plan, title=said(title))
    return plan


def test_what_says_the_same_is_found(plan):
    found = match(inception(), IMPORT)

    assert (found.member.found, found.plan.found) == (plan.member, plan)
    assert [one.found.number for one in found.commitments] == [1, 2]


@pytest.mark.parametrize(
    "printed", ["LAKESIDE,  Norland", "Làkeside, Norland.", "Lakeside – Norland"], ids=["case", "accents", "marks"]
)
def test_case_accents_and_marks_make_no_difference(plan, printed):
    assert match(inception(member=printed), IMPORT).member.found == plan.member


def test_a_member_is_found_by_its_name_and_country(plan):
    member = MemberFactory(name=said("Hillside"), parent_country=said("Norland"))

    assert match(inception(member="Hillside, Norland"), IMPORT).member.found == member


def test_a_plan_is_found_by_its_member_and_years_whatever_it_is_called(plan):
    ActionPlan.objects.filter(pk=plan.pk).update(
        title=said("Ouvrir la ville"), starts_on=PartialDate("2021-09"), ends_on=PartialDate("2023")
    )

    assert match(inception(), IMPORT).plan.found == plan


def test_of_two_plans_of_the_same_years_neither_is_certain(plan):
    ActionPlan.objects.filter(pk=plan.pk).update(title=said("Plan 2021-2023"))
    PlanFactory(member=plan.member, title=said("Another plan 2021-2023"))

    found = match(inception(), IMPORT).plan

    assert (found.found, len(found.candidates)) == (None, 2)


def test_a_plan_of_other_years_is_not_certain(plan):
    found = match(inception(plan=PLAN.replace("2021", "2020")), IMPORT).plan

    assert (found.found, found.candidates[0].row) == (None, plan)


def test_an_inception_report_says_in_its_title_what_its_plan_is_called(plan):
    assert match(inception(plan=""), IMPORT).plan.found == plan


def test_a_lost_member_is_likely_the_one_that_its_plan_is_called_after(plan):
    found = match(inception(member=""), IMPORT)

    assert (found.member.found, found.member.candidates[0].row) == (None, plan.member)


def test_a_lost_plan_is_likely_the_one_that_holds_the_commitment(plan):
    PlanFactory(member=plan.member)

    found = match(end_of_commitment(plan=""), IMPORT).plan

    assert (found.found, [one.row for one in found.candidates]) == (None, [plan])


def test_a_draft_is_not_what_a_published_report_is_about(db):
    draft = PlanFactory(draft=True, member=MemberFactory(name=said(MEMBER)), title=said(PLAN))

    found = match(inception(), IMPORT)

    assert (found.member.found, found.plan.is_new, found.plan.candidates) == (draft.member, True, ())


def test_number_and_title_that_disagree_are_asked_about(plan):
    swapped = (ReadCommitment(2, OPEN_DATA), ReadCommitment(1, OPEN_SOURCE))

    found = match(inception(commitments=swapped), IMPORT).commitments

    assert [one.found for one in found] == [None, None]
    assert [one.candidates[0].row.number for one in found] == [1, 2]


def test_two_of_the_report_are_not_one_of_the_plan(plan):
    twice = (ReadCommitment(1, OPEN_DATA), ReadCommitment(1, f"{OPEN_DATA}."))

    assert [one.found for one in match(inception(commitments=twice), IMPORT).commitments] == [None, None]


def test_header_and_heading_that_name_different_commitments_are_asked_about(plan):
    report = end_of_commitment(commitment=OPEN_DATA, commitments=(ReadCommitment(None, OPEN_DATA),))

    (found,) = match(report, IMPORT).commitments

    assert (found.found, len(found.candidates)) == (None, 2)


def test_the_heading_finds_what_the_header_calls_otherwise(plan):
    (found,) = match(end_of_commitment(), IMPORT).commitments

    assert found.found.number == 2


def test_milestones_in_the_same_place_are_more_likely(plan):
    commitment = plan.commitments.get(number=1)
    here = [MilestoneFactory(commitment=commitment, title=said(title)) for title in ("Publish 5 datasets", "Teach it")]

    first, second = match(inception(), IMPORT).milestones[0]

    assert [first.found, second.found] == [None, None]
    assert [first.candidates[0].row, second.candidates[0].row] == here


def test_where_nobody_is_asked_the_best_is_taken_and_the_rest_is_new(plan):
    MilestoneFactory(commitment=plan.commitments.get(number=1), title=said("Publish six datasets"))

    first, second = match(inception(), IMPORT, settle=best_or_new).milestones[0]

    assert first.score >= TAKEN
    assert str(first.found.title) == "Publish six datasets"
    assert second.is_new


def test_what_is_settled_above_is_looked_into_below(plan):
    other = PlanFactory(member=plan.member)
    commitment = CommitmentFactory(plan=other, title=said(OPEN_SOURCE))

    found = match(end_of_commitment(), IMPORT, settle=lambda key, one: one.as_found(other) if key == "plan" else one)

    assert found.commitments[0].found == commitment


def test_every_match_has_its_key(plan):
    assert [key for key, _one in match(inception(), IMPORT).every] == [
        "member",
        "plan",
        "commitment-0",
        "commitment-1",
        "milestone-0-0",
        "milestone-0-1",
    ]


def test_in_an_empty_database_everything_is_new(db):
    assert all(one.is_new and not one.candidates for _key, one in match(inception(), IMPORT).every)


def test_a_name_without_a_word_is_like_nothing(plan):
    MemberFactory(name=said("—"))

    found = match(replace(inception(), member="…", plan="", title="–"), IMPORT).member

    assert (found.found, found.candidates) == (None, ())


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("End of Commitment Report – Open-source software.", "Open-source software."),
        ("Informe de fin de compromiso: establecimiento – de algo", "establecimiento – de algo"),
        ("Inception Report", ""),
    ],
)
def test_the_heading_is_what_stands_after_the_kind(title, heading):
    assert heading_of(title) == heading


@pytest.mark.parametrize(
    ("text", "years"),
    [("2021 – 2023", ("2021", "2023")), ("Plan 2022", ("2022",)), ("2022/2022", ("2022",)), ("12021", ()), ("", ())],
)
def test_the_years_of_a_plan(text, years):
    assert years_in(text) == years


@given(st.text(max_size=60), st.text(max_size=60))
def test_folding_is_done_once_and_likeness_is_a_share(text, other):
    assert bare_words(bare_words(text)) == bare_words(text)
    assert 0 <= likeness(text, other) <= 1
