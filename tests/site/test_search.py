"""What is published can be found; drafts cannot."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.types import Role
from parvis.plans import commands
from parvis.search import commands as search
from parvis.site.views.front import HEADINGS
from tests.accounts.factories import MemberFactory, MembershipFactory, OrganisationFactory
from tests.assessments.factories import ReportFactory
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


def everything_about_water():
    """One of each kind that is found; the glossary has no such word."""
    commitment = CommitmentFactory(title={"en": "Open water"}, plan__title={"en": "Water plan"})
    MilestoneFactory(commitment=commitment, title={"en": "Measure the water"})
    OrganisationFactory(member=commitment.plan.member, name={"en": "Ministry of Water"})
    MemberFactory(name={"en": "Water country"})
    ReportFactory(plan=commitment.plan, title="Report on water")
    search.rebuild()


def test_what_is_found_is_grouped_by_kind(client):
    everything_about_water()
    text = found(client, "water")

    assert [kind for kind in HEADINGS if f'id="found-{kind}"' in text] == ["commitment", "plan", "report", "member"]
    assert 'href="/en/search/?q=water&amp;kind=milestone"' in text


def test_commitments_lead_to_the_explorer(client):
    everything_about_water()

    assert 'href="/en/commitments/?q=water"' in found(client, "water")


def test_the_others_lead_to_all_of_their_kind(client):
    PlanFactory.create_batch(6, title={"en": "Open harbours"})
    search.rebuild()

    assert 'href="/en/search/?q=harbours&amp;kind=plan"' in found(client, "harbours")


def test_all_of_a_kind_come_a_page_at_a_time(client):
    PlanFactory.create_batch(25, title={"en": "Open harbours"})
    search.rebuild()
    text = client.get("/en/search/?q=harbour&kind=plan").content.decode()

    assert "25 pages found" in text
    assert 'rel="next"' in text


def test_spanish_words_are_found(client):
    CommitmentFactory(title={"es": "Publicación de los contratos"})
    search.rebuild()

    assert "Publicación de los contratos" in found(client, "publicaciones")


def test_eight_queries_are_enough_for_every_kind(client):
    everything_about_water()
    with CaptureQueriesContext(connection) as asked:
        found(client, "water")

    assert len(asked) <= 8


def test_staff_find_their_own_drafts(client):
    commitment = CommitmentFactory(title={"en": "Open harbour dues"}, plan__draft=True)
    client.force_login(MembershipFactory(member=commitment.plan.member, role=Role.POINT_OF_CONTACT).person)

    html = found(client, "Dues harbour")

    assert "Your drafts" in html
    assert f'href="{commitment.get_absolute_url()}"' in html


def test_staff_of_another_member_do_not(client):
    CommitmentFactory(title={"en": "Open harbour dues"}, plan__draft=True)
    client.force_login(MembershipFactory(role=Role.POINT_OF_CONTACT).person)

    assert "Your drafts" not in found(client, "dues harbour")
