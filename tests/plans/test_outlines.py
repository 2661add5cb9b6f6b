"""As much of a plan as another source says."""

import pytest
from django.test import Client

from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT, PLATFORM
from parvis.plans import commands, queries
from parvis.plans.models import ActionPlan, Tally
from parvis.plans.standards.plan_file.export import document_of
from parvis.plans.types import PlanState
from parvis.register.models import Outbox
from parvis.texts.types import Passage
from tests.accounts.factories import MemberFactory, MembershipFactory
from tests.evidence.factories import CitationFactory

from .factories import CommitmentFactory, PlanFactory

pytestmark = pytest.mark.django_db
TITLE = Multilingual({"es": "Plan de acción"})


def outline(**facts) -> ActionPlan:
    facts = {"slug": "outline", "title": TITLE, "source": CitationFactory()} | facts
    return commands.record_past_plan_outline(facts.pop("member", None) or MemberFactory(), by=IMPORT, **facts)


def commitment(plan=None, **facts):
    return commands.record_past_commitment(plan or outline(), by=IMPORT, title=TITLE, source=CitationFactory(), **facts)


def test_an_outline_is_public_and_its_stage_not_stated():
    plan = outline(starts_on=PartialDate("2021"))

    assert (plan.is_public, plan.state, plan.is_promised) == (True, PlanState.NOT_STATED, False)
    assert Tally.objects.get(member=plan.member).plan_count == 1
    assert not Outbox.objects.exists()


def test_a_draft_is_still_a_draft_and_lists_tell_the_two_apart():
    draft, plan = PlanFactory(draft=True), outline()
    staff = MembershipFactory(member=draft.member).person

    assert draft.state == PlanState.DRAFT
    assert list(queries.plans(viewer=staff, member=draft.member, state=PlanState.DRAFT)) == [draft]
    assert list(queries.plans(viewer=None, state=PlanState.NOT_STATED)) == [plan]


def test_the_page_of_an_outline_says_that_its_stage_is_not_stated():
    page = Client().get(f"/en/plans/{outline().slug}/").content.decode()

    assert "Stage not stated" in page


def test_an_outline_may_be_submitted_and_launched_here():
    plan = outline()
    commands.record_past_milestone(
        commitment(plan, passages=[Passage("action", TITLE)]), by=IMPORT, title=TITLE, source=CitationFactory()
    )
    contact = MembershipFactory(member=plan.member).person

    commands.submit_plan(plan, by=contact, on=PartialDate("2021-09-22").first_day)

    plan.refresh_from_db()
    assert plan.state == PlanState.SUBMITTED


def test_an_outline_leaves_in_a_plan_file_as_public():
    assert document_of(outline())["plan"]["stage"] == "not_stated"


def test_a_commitment_keeps_the_number_that_the_source_gives_it():
    plan = outline()

    assert [commitment(plan, number=n).number for n in (5, None, 2)] == [5, 6, 2]


def test_a_number_that_is_taken_is_not_taken_twice():
    there = CommitmentFactory(number=1)

    assert commitment(there.plan, number=1).number == 2


def test_its_words_are_public_history():
    made = commitment(passages=[Passage("problem", TITLE)])

    assert made.text.is_published
    assert str(made.text.current.clauses.get().words) == "Plan de acción"


def test_a_commitment_of_which_the_source_has_no_words_has_no_version():
    assert commitment().text.current is None


def test_what_is_made_is_counted():
    plan = outline()
    for _ in range(2):
        commands.record_past_milestone(commitment(plan), by=IMPORT, title=TITLE, source=CitationFactory())

    plan.refresh_from_db()
    tally = Tally.objects.get(member=plan.member)
    assert (plan.commitment_count, plan.milestone_count) == (2, 2)
    assert (tally.plan_count, tally.commitment_count, tally.milestone_count) == (1, 2, 2)


def test_only_the_import_may():
    plan, source = outline(), CitationFactory()
    with pytest.raises(NotPermitted):
        commands.record_past_plan_outline(plan.member, by=PLATFORM, slug="x", title=TITLE, source=source)
    with pytest.raises(NotPermitted):
        commands.record_past_commitment(plan, by=PLATFORM, title=TITLE, source=source)
    with pytest.raises(NotPermitted):
        commands.record_past_milestone(CommitmentFactory(), by=PLATFORM, title=TITLE, source=source)


def test_an_address_that_is_taken_gets_a_number():
    PlanFactory(slug="wanted")
    PlanFactory(slug="wanted-2")

    assert (queries.free_slug("wanted"), queries.free_slug("other")) == ("wanted-3", "other")
