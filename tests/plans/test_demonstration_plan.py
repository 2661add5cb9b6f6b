"""The demonstration: what the sources say is in it, what they do not say is not."""

from pathlib import Path

import pytest

from parvis.kernel.types import IMPORT
from parvis.plans import commands
from parvis.plans.models import ActionPlan, Commitment, Discrepancy, Involvement, Milestone
from parvis.plans.standards.plan_file import read
from parvis.plans.types import PlanState, Standing
from tests.plans.test_plan_file_refusals import TODAY

FILE = Path(__file__).parents[2] / "demonstration" / "quebec-2021-2023.yaml"

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> ActionPlan:
    file = read(FILE.read_bytes(), today=TODAY)
    return commands.record_past_plan(file.document, by=IMPORT, sha256=file.sha256).plan


def test_the_plan_is_there_whole(plan):
    assert (plan.commitment_count, plan.milestone_count, plan.state) == (5, 16, PlanState.ENDED)


def test_both_dates_are_kept(plan):
    assert (plan.submitted_on.text, plan.launched_on.text) == ("2021-09-22", "2021-12-16")


def test_the_responsibility_moved(plan):
    leads = Involvement.objects.filter(plan=plan, commitment=None, part="lead", organisation__slug__in=["sct", "mcn"])

    assert {(one.organisation.slug, one.started_on and one.started_on.text) for one in leads} == {
        ("sct", None),
        ("mcn", "2022"),
    }


def test_four_of_five_marks_no_milestone(plan):
    first = Commitment.objects.get(number=1)

    assert (first.reported_progress.get().reached, first.complete_count) == (4, 0)


def test_three_of_three_marks_all_three_without_a_date(plan):
    reported = Milestone.objects.exclude(reported_complete_in=None)

    assert {one.code for one in reported.select_related("commitment")} == {"2.1", "2.2", "2.3"}
    assert {(one.standing, one.reported_complete_on) for one in reported} == {(Standing.REPORTED_COMPLETE, None)}


def test_no_milestone_has_a_status_of_the_government(plan):
    assert {one.status for one in Milestone.objects.all()} == {"not_stated"}


def test_what_evaluators_missed_is_missing(plan):
    assert {len(one.missing) for one in Commitment.objects.all()} == {4}


def test_a_level_is_stated_only_where_it_was_read(plan):
    levels = [(one.number, [said.level for said in one.reported_progress.all()]) for one in plan.commitments.all()]

    assert levels == [(1, [""]), (2, [""]), (3, ["complete"]), (4, ["not_started"]), (5, [""])]


def test_contradictions_are_kept_with_both_sides(plan):
    sides = [discrepancy.statements.count() for discrepancy in Discrepancy.objects.all()]

    assert len(sides) == 12
    assert min(sides) >= 2


def test_a_french_title_that_no_source_gives_is_marked(plan):
    assert {milestone.title.machine for milestone in Milestone.objects.all()} == {frozenset({"fr"})}


def test_every_milestone_has_its_source(plan):
    assert not Milestone.objects.filter(source=None).exists()
