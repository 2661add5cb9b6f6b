"""Every public page answers, in both languages, with eight queries at most however much there is."""

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.models import Organisation
from parvis.kernel.dates import PartialDate
from parvis.plans.models import ActionPlan
from tests.accounts.factories import MemberFactory, OrganisationFactory, SuccessionFactory
from tests.evidence.factories import CitationFactory
from tests.plans.factories import (
    ChallengeFactory,
    CommitmentFactory,
    ContactFactory,
    InvolvementFactory,
    MilestoneFactory,
    PlanFactory,
    ProgressUpdateFactory,
    ReportedProgressFactory,
    StatementFactory,
)
from tests.texts.factories import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
MOST_QUERIES = 8


@pytest.fixture
def _today():
    with time_machine.travel("2022-09-15T12:00Z", tick=False):
        yield


PAGES = [
    "",
    "plans/",
    "commitments/",
    "commitments/?q=plan&year=2022",
    "commitments/compare/",
    "commitments/export.csv",
    "commitments/export.json",
    "commitments/export-ogp.csv",
    "plans/a-plan/",
    "plans/a-plan/feed/",
    "plans/a-plan/calendar.ics",
    "plans/a-plan/commitments/1/",
    "plans/a-plan/commitments/1/versions/",
    "plans/a-plan/commitments/1/feed/",
    "members/",
    "members/a-member/",
    "members/a-member/feed/",
    "organisations/",
    "organisations/?member=a-member",
    "organisations/a-body/",
    "organisations/a-body/milestones/",
    "late/",
    "calendar/?month=2022-08",
    "calendar/?month=2022-08&member=a-member",
    "calendar.ics",
    "search/?q=plan",
    "glossary/",
    "about/",
    "accessibility/",
    "privacy/",
]


def a_plan(times=1):
    """One of everything, or many."""
    member = MemberFactory(slug="a-member")
    plan = PlanFactory(slug="a-plan", member=member, source=CitationFactory())
    body = OrganisationFactory(slug="a-body", member=member)
    for _number in range(times):
        SuccessionFactory(predecessor=body)
        challenge = ChallengeFactory(plan=plan)
        commitment = CommitmentFactory(plan=plan, challenge=challenge, source=CitationFactory())
        an_involved_commitment(commitment, body)
        MilestoneFactory(commitment__plan=PlanFactory(member=member), due_on=PartialDate("2022-08"))
    return plan


def an_involved_commitment(commitment, body):
    first = commitment.plan.commitments.get(number=1)
    for subject in (commitment, first):
        InvolvementFactory(commitment=subject, organisation=body, source=CitationFactory())
        ContactFactory(commitment=subject, organisation=body)
        milestone = MilestoneFactory(commitment=subject, due_on=PartialDate("2022-08-31"), source=CitationFactory())
        milestone.responsible.add(body)
        ProgressUpdateFactory(milestone=milestone).evidence.add(CitationFactory())
        ReportedProgressFactory(commitment=subject)
        StatementFactory.create_batch(2, discrepancy__plan=subject.plan, discrepancy__commitment=subject)
        MilestoneFactory(commitment=subject, done=True)
    InvolvementFactory(plan=commitment.plan, commitment=None, organisation=body)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_the_page_answers(client, path, language):
    a_plan()

    assert client.get(f"/{language}/{path}").status_code == 200


@pytest.mark.parametrize("path", [path for path in PAGES if "a-" not in path])
def test_the_page_answers_when_there_is_nothing_yet(client, path):
    assert client.get(f"/en/{path}").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_it_asks_the_database_no_more_often_for_many_than_for_few(client, path):
    a_plan(2)
    few = queries_of(client, path)
    a_plan_more(12)
    many = queries_of(client, path)

    assert many <= few
    assert many <= MOST_QUERIES


def a_plan_more(times):
    plan, body = ActionPlan.objects.get(slug="a-plan"), Organisation.objects.get(slug="a-body")
    for _number in range(times):
        commitment = CommitmentFactory(plan=plan, challenge=ChallengeFactory(plan=plan))
        an_involved_commitment(commitment, body)
        MilestoneFactory(commitment__plan=PlanFactory(member=plan.member), due_on=PartialDate("2022-08"))


def queries_of(client, path):
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        response = client.get(f"/en/{path}")
        b"".join(response)
    return len(asked)


@pytest.mark.parametrize("path", PAGES)
def test_it_opens_no_session(client, path):
    a_plan()

    assert client.get(f"/en/{path}").cookies == {}


@pytest.mark.parametrize(
    "path",
    [
        "plans/none/",
        "plans/none/feed/",
        "plans/a-plan/commitments/99/",
        "plans/a-plan/commitments/1/versions/?new=7",
        "members/none/",
        "organisations/none/",
        "calendar/?month=2022-13",
        "calendar/?month=x",
        "calendar/?member=none",
        "none/",
    ],
)
def test_what_is_not_there_is_said_kindly(client, path):
    a_plan()
    response = client.get(f"/fr/{path}")

    assert response.status_code == 404
    assert 'lang="fr"' in response.content.decode()


@pytest.mark.parametrize("path", ["plans/?after=x", "late/?before=e30", "organisations/a-body/?after=WzFd"])
def test_a_cursor_of_ones_own_making_is_refused(client, path):
    a_plan()

    assert client.get(f"/en/{path}").status_code == 422


def test_a_draft_has_no_page(client):
    assert client.get(f"/en/plans/{PlanFactory(draft=True).slug}/").status_code == 404


@pytest.mark.parametrize("path", ["plans/a-draft/commitments/1/", "plans/a-draft/calendar.ics", "plans/a-draft/feed/"])
def test_nor_has_anything_in_it(client, path):
    CommitmentFactory(plan__draft=True, plan__slug="a-draft")

    assert client.get(f"/en/{path}").status_code == 404


def page(client, path, language="en"):
    return client.get(f"/{language}/{path}").content.decode()


def test_late_is_said_with_how_much(client):
    milestone = MilestoneFactory(due_on=PartialDate("2022-06-14"), status="in_progress")

    assert "Late by 3 months" in page(client, milestone.commitment.get_absolute_url()[4:])


def test_what_nobody_reported_on_is_not_called_late(client):
    milestone = MilestoneFactory(due_on=PartialDate("2022-06-14"))

    text = page(client, milestone.commitment.get_absolute_url()[4:])

    assert "Due date passed 3 months ago; not stated whether it was reached" in text


def test_a_due_date_that_is_not_stated_is_said(client):
    milestone = MilestoneFactory()

    assert "due date not stated" in page(client, milestone.commitment.get_absolute_url()[4:])


def test_reported_complete_without_a_date_is_said(client):
    milestone = MilestoneFactory(reported_complete_in=CitationFactory())

    assert "date not given" in page(client, milestone.commitment.get_absolute_url()[4:])


def test_a_count_that_names_no_milestone_marks_none(client):
    commitment = ReportedProgressFactory(reached=4, total=5).commitment
    MilestoneFactory.create_batch(5, commitment=commitment)

    text = page(client, commitment.get_absolute_url()[4:])

    assert "The source does not say which, so none of them is marked." in text


def test_what_is_missing_is_named(client):
    commitment = CommitmentFactory()

    assert "contacts, resources, staff, budget" in page(client, commitment.plan.get_absolute_url()[4:])


def test_both_inception_deadlines_are_shown(client):
    text = page(client, PlanFactory().get_absolute_url()[4:])

    assert "November 22, 2021" in text
    assert "February 16, 2022" in text


def test_the_calendar_names_the_rule(client):
    PlanFactory()

    assert "Due 2 months after the plan is submitted." in page(client, "calendar/?month=2021-11")


def test_the_day_in_the_calendar_is_the_members_own(client):
    """It is the next day already in Auckland."""
    due_on = PartialDate("2022-09-15")
    milestone = MilestoneFactory(commitment__plan__member__time_zone="Pacific/Auckland", due_on=due_on)
    with time_machine.travel("2022-09-15T20:00Z", tick=False):
        text = page(client, milestone.commitment.get_absolute_url()[4:])

    assert "Due date passed 1 day ago" in text


def test_titles_are_escaped(client):
    plan = PlanFactory(title={"en": "<script>alert(1)</script> & “x”", "fr": "x"})

    text = page(client, plan.get_absolute_url()[4:])

    assert "<script>alert" not in text


def test_a_milestone_that_follows_a_measure_shows_its_count(client):
    milestone = MilestoneFactory(measure="evidence.documents_published", target=5, observed=3)

    text = page(client, milestone.commitment.get_absolute_url()[4:])

    assert "<strong>3</strong> of 5" in text


def test_a_measure_that_is_gone_breaks_no_page(client):
    milestone = MilestoneFactory(measure="gone.figure", target=5)

    assert "not counted yet" in page(client, milestone.commitment.get_absolute_url()[4:])


def test_a_plan_can_be_taken_away_as_a_file(client):
    plan = PlanFactory(slug="a-plan")

    assert 'href="/en/plans/a-plan/plan.yaml"' in page(client, plan.get_absolute_url()[4:])


def test_what_a_text_was_before_is_one_link_away(client):
    commitment = CommitmentFactory(text=None)
    problem = {"en": "Nobody reads it.", "fr": "Personne ne le lit."}
    changed = {"en": "Hardly anybody reads it.", "fr": "Presque personne ne le lit."}
    commitment.text = text_of(commitment.urn, commitment.plan.member.urn, {"problem": problem}, {"problem": changed})
    commitment.save()
    versions = f"{commitment.get_absolute_url()}versions/"

    assert f'href="{versions}"' in page(client, commitment.get_absolute_url()[4:])
    assert "<del>" in page(client, versions[4:])


def test_a_disagreement_is_shown_with_both_sides(client):
    side = StatementFactory()
    StatementFactory()
    other = StatementFactory(discrepancy=side.discrepancy)

    text = page(client, side.discrepancy.plan.get_absolute_url()[4:])

    assert str(side.words) in text
    assert str(other.words) in text


def test_a_succession_is_told_on_both_pages(client):
    succession = SuccessionFactory()

    assert str(succession.successor.name) in page(client, succession.predecessor.get_absolute_url()[4:])
    assert str(succession.predecessor.name) in page(client, succession.successor.get_absolute_url()[4:])
