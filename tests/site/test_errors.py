"""What went wrong is said in the reader's language, with the right status and without asking who reads."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import translation

from parvis.kernel.errors import Invalid, NotFound, Refusal
from parvis.kernel.http import RefusalPages
from parvis.site import errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("refusal", [NotFound("No such plan."), Invalid("No such page."), Refusal("Not now.")])
def test_a_refusal_has_its_status(refusal):
    request = RequestFactory().get("/en/")

    assert RefusalPages(lambda request: None).process_exception(request, refusal).status_code == refusal.status


def test_what_is_not_found_says_why(client):
    assert "The register has no such entry." in client.get("/en/register/12345/").content.decode()


def test_what_is_no_refusal_is_left_alone():
    assert RefusalPages(lambda request: None).process_exception(RequestFactory().get("/"), ValueError()) is None


def test_a_form_from_elsewhere_is_refused_with_a_page():
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/fr/account/login/", {"login": "a@example.org", "password": "x"})

    assert response.status_code == 403
    assert "formulaire" in response.content.decode()


def test_an_error_asks_the_database_nothing(django_assert_num_queries):
    request = RequestFactory().get("/fr/")
    request.COOKIES["sessionid"] = "x"

    with django_assert_num_queries(0):
        assert errors.server_error(request).status_code == 500


def test_an_error_page_is_shown_for_any_exception(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("parvis.plans.queries.current_plans", lambda **given: 1 / 0)

    assert client.get("/en/").status_code == 500


def test_a_database_that_does_not_answer_is_said_to_be_back_soon(client, monkeypatch):
    def fails(**given):
        raise OperationalError("the connection is closed")

    client.raise_request_exception = False
    monkeypatch.setattr("parvis.plans.queries.current_plans", fails)

    response = client.get("/en/")

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "De retour bientôt" in response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_not_found_is_in_the_language_of_the_address(client, language):
    with translation.override(language):
        text = client.get(f"/{language}/nothing/").content.decode()

    assert f'<html lang="{language}"' in text
