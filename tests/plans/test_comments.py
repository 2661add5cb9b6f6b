"""Residents comment on a plan and on its commitments while the plan is open for comment."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from parvis.contributions import queries as contributions
from parvis.kernel import clock
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import NotFound
from tests.accounts.factories import PersonFactory
from tests.contributions.factories import ContributionFactory
from tests.plans.factories import CommitmentFactory, PlanFactory

pytestmark = pytest.mark.django_db

OPEN = {
    "submitted_on": None,
    "launched_on": None,
    "opened_on": PartialDate("2026-01-05"),
    "comments_close_on": date(2026, 2, 1),
}


@pytest.fixture(autouse=True)
def a_database_that_travels_along(monkeypatch):
    """PostgreSQL keeps its own time, which no test can move."""
    monkeypatch.setattr(clock, "database_now", timezone.now)


def a_plan(**facts):
    return PlanFactory(**OPEN | facts)


MOMENTS = {
    "2026-01-04 12:00Z": False,
    "2026-01-05 12:00Z": True,
    "2026-02-01 04:59Z": True,
    "2026-02-01 05:00Z": False,
}


@pytest.mark.parametrize(("moment", "is_open"), MOMENTS.items())
def test_comments_are_taken_from_one_day_until_the_other_begins_where_the_member_is(moment, is_open):
    plan = a_plan(member__time_zone="America/Toronto")
    with time_machine.travel(moment):
        assert contributions.subject(plan.urn).is_open == is_open


def test_the_clock_of_the_database_decides(monkeypatch):
    """Of two servers whose clocks differ, neither takes a comment that the other refuses."""
    monkeypatch.setattr(clock, "database_now", lambda: datetime(2026, 2, 2, tzinfo=UTC))
    plan = a_plan()

    with time_machine.travel("2026-01-20 12:00Z"):
        assert not contributions.subject(plan.urn).is_open


@time_machine.travel("2026-01-20 12:00Z")
def test_a_commitment_is_open_with_its_plan():
    assert contributions.subject(CommitmentFactory(plan=a_plan()).urn).is_open


def test_a_commitment_of_a_plan_never_opened_is_not():
    assert not contributions.subject(CommitmentFactory().urn).is_open


def test_nobody_comments_on_a_draft():
    draft = a_plan(opened_on=None, published_at=None)
    for hidden in (draft, CommitmentFactory(plan=draft)):
        with pytest.raises(NotFound):
            contributions.subject(hidden.urn)


@time_machine.travel("2026-01-20 12:00Z")
def test_a_resident_comments_on_the_page_of_a_commitment(client):
    commitment = CommitmentFactory(plan=a_plan())
    client.force_login(PersonFactory())
    place = commitment.get_absolute_url()
    assert "Publish your comment" in client.get(place).content.decode()
    client.post(f"/en/contributions/on/{commitment.urn}/submit/", {"text": "Add a date.", "language": "en"})
    assert "Add a date." in client.get(place).content.decode()


@pytest.mark.parametrize("make", [PlanFactory, CommitmentFactory])
def test_what_was_said_stays_on_the_page_after_comments_close(client, make):
    thing = make()
    ContributionFactory(on=contributions.subject(thing.urn), text="Add a date.")
    assert "Add a date." in client.get(thing.get_absolute_url()).content.decode()


def test_when_something_was_said_is_told_in_the_time_of_the_member(client):
    plan = PlanFactory(member__time_zone="America/Toronto")
    ContributionFactory(on=contributions.subject(plan.urn), submitted_at=datetime(2026, 1, 21, 2, 30, tzinfo=UTC))
    assert "January 20, 2026, 21:30" in client.get(plan.get_absolute_url()).content.decode()
