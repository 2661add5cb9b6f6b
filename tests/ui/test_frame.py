"""What surrounds a page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views import defaults

from parvis.ui.context import page


@pytest.fixture
def frame():
    def framed(address, **cookies):
        request = RequestFactory().get(address)
        request.user = "someone signed in"
        request.COOKIES.update(cookies)
        return page(request)["frame"]

    return framed


def test_the_canonical_address_is_that_of_the_origin_without_the_query(frame, settings):
    settings.PARVIS_ORIGIN = "https://ouvert.example"

    assert frame("/en/calendar/?after=x").canonical == "https://ouvert.example/en/calendar/"


def test_the_language_switch_keeps_the_page_and_its_query(frame):
    paths = {alternate.code: alternate.path for alternate in frame("/en/calendar/?year=2022").alternates}

    assert paths == {"en": "/en/calendar/?year=2022", "fr": "/fr/calendar/?year=2022"}


def test_languages_name_themselves(frame):
    assert [alternate.name for alternate in frame("/en/").alternates] == ["English", "Français"]


def test_an_address_without_language_leads_to_each_home(frame):
    assert [alternate.path for alternate in frame("/nowhere/").alternates] == ["/en/", "/fr/"]


def test_other_addresses_default_to_english(frame, settings):
    assert frame("/fr/calendar/").default == f"{settings.PARVIS_ORIGIN}/en/calendar/"


@pytest.mark.parametrize(
    ("address", "current"),
    [("/en/calendar/", {"Calendar": "page"}), ("/en/plans/quebec/", {"Plans": "true"}), ("/en/account/", {})],
)
def test_the_navigation_says_where_one_is(frame, address, current):
    assert {str(one.label): one.current for one in frame(address).sections if one.current} == current


def test_without_a_session_cookie_nobody_is_asked_for(frame):
    assert isinstance(frame("/en/").person, AnonymousUser)


def test_with_one_the_person_is(frame, settings):
    assert frame("/en/", **{settings.SESSION_COOKIE_NAME: "x"}).person == "someone signed in"


def test_a_demonstration_says_so(client, settings):
    settings.DEMONSTRATION = True
    assert "Demonstration, not a government site." in client.get("/en/design/").content.decode()


def test_a_real_site_does_not(client, settings):
    settings.DEMONSTRATION = False
    assert "Demonstration" not in client.get("/en/design/").content.decode()


def test_a_page_wears_the_colour_of_its_member():
    request = RequestFactory().get("/en/")
    html = render_to_string("ui/page.html", {"member": {"colour": "teal", "name": "Exemple"}}, request)

    assert "colour-teal" in html
    assert "Exemple" in html


@pytest.mark.parametrize(("language", "words"), [("en", "Page not found"), ("fr", "Page introuvable")])
def test_what_is_not_there_is_said_in_the_language_of_the_address(language, words):
    with translation.override(language):
        response = defaults.page_not_found(RequestFactory().get(f"/{language}/nowhere/"), Http404())

    assert words in response.content.decode()


@pytest.mark.parametrize("name", ["account/request_login_code.html", "account/base_manage.html"])
def test_a_page_of_the_sign_in_library_that_we_did_not_write_wears_the_frame(name):
    assert 'class="masthead"' in render_to_string(name, {"form": None}, RequestFactory().get("/en/"))


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_what_needs_no_request_speaks_every_language(name):
    html = get_template(name).render()

    assert 'lang="en"' in html
    assert 'lang="fr"' in html


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "429.html", "500.html"])
def test_an_error_page_has_one_title(name):
    assert get_template(name).render({}, RequestFactory().get("/en/")).count("<h1") == 1
