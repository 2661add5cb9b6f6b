"""What is published can be found; drafts cannot."""

import pytest

from parvis.accounts.types import Role
from parvis.plans import commands
from parvis.search import commands as search
from tests.accounts.factories import MembershipFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory

pytestmark = pytest.mark.django_db


def found(client, words, language="en"):
    return client.get(f"/{language}/search/", {"q": words}).content.decode()


def test_a_plan_is_found_by_its_title(client):
    PlanFactory(title={"en": "Open harbours", "fr": "Ports ouverts"})
    search.rebuild()

    assert "Open harbours" in found(client, "harbour")


def test_it_is_found_by_its_other_language(client):
    PlanFactory(title={"en": "Open harbours", "fr": "Ports ouverts"})
    search.rebuild()

    assert "Open harbours" in found(client, "ports")


def test_a_commitment_is_found_by_the_words_of_its_text(client):
    commitment = CommitmentFactory()
    search.rebuild()

    assert str(commitment.title) in found(client, "reuse")


def test_a_word_of_the_glossary_is_found(client):
    search.rebuild()

    assert "/en/glossary/#milestone" in found(client, "milestone")


def test_a_draft_is_not_found(client):
    MilestoneFactory(commitment__plan__draft=True, title={"en": "Secret harbour", "fr": "x"})
    search.rebuild()

    assert "Secret harbour" not in found(client, "harbour")


def test_nothing_found_is_said(client):
    assert "Nothing found" in found(client, "xyzzy")


def test_what_was_typed_is_escaped(client):
    assert "<script>alert" not in found(client, "<script>alert(1)</script>")


@pytest.mark.django_db(transaction=True)
def test_an_act_makes_a_plan_findable_at_once(client):
    plan = PlanFactory(draft=True, title={"en": "Open harbours", "fr": "Ports ouverts"})
    MilestoneFactory(commitment__plan=plan)
    contact = MembershipFactory(member=plan.member, role=Role.POINT_OF_CONTACT).person
    plan.refresh_from_db()

    commands.submit_plan(plan, by=contact, on=plan.recorded_at.date())

    assert "Open harbours" in found(client, "harbour")
