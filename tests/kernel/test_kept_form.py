"""Nothing typed is lost when someone is signed out meanwhile, and nothing is given to a page elsewhere."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.plans.factories import MilestoneFactory
from tests.plans.people import lead_of

pytestmark = pytest.mark.django_db

OWN = {"sec-fetch-site": "same-origin"}
TYPED = {"words_fr": "Tapé pendant une heure.", "status": "in_progress", "on": "2022-10", "source_kind": ""}


@pytest.fixture
def milestone():
    return MilestoneFactory()


@pytest.fixture
def url(milestone):
    return reverse("plans:report_progress", args=[milestone.commitment.plan.slug, milestone.code])


def test_what_was_typed_comes_back_when_the_session_has_ended(client, url):
    answer = client.post(url, TYPED, headers=OWN)

    assert (answer.status_code, "Tapé pendant une heure." in answer.content.decode()) == (403, True)


def test_what_came_from_elsewhere_does_not_come_back(client, url):
    answer = client.post(url, TYPED, headers={"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"})

    assert "Tapé pendant une heure." not in answer.content.decode()


def test_a_password_does_not_come_back(client, url):
    answer = client.post(url, {**TYPED, "password": "tres-secret"}, headers=OWN)

    assert "tres-secret" not in answer.content.decode()


def test_after_signing_in_it_can_be_sent_again(url, milestone):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead_of(milestone.commitment))

    answer = client.post(url, {**TYPED, "csrfmiddlewaretoken": "of the page before signing in"}, headers=OWN)
    fresh = answer.context["csrf_token"]
    again = client.post(url, {**TYPED, "csrfmiddlewaretoken": str(fresh)}, headers=OWN)

    assert (answer.status_code, again.status_code) == (403, 200)
