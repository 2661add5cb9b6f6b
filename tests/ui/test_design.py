"""The pattern page shows everything. No test here may touch the database, and none does: nothing asks for it."""

import re

import pytest

from tools import house

UI = house.PACKAGE / "ui" / "templates"
COMPONENTS = sorted(f"components/{path.name}" for path in (UI / "components").iterdir())

in_both_languages = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.fixture
def design(client):
    return lambda language: client.get(f"/{language}/design/")


@in_both_languages
def test_it_shows_every_component(design, language):
    shown = {template.name for template in design(language).templates}

    assert set(COMPONENTS) - shown == set()


@pytest.mark.parametrize("control", ["date", "email", "file", "password", "text", "checkbox", "radio"])
def test_it_shows_every_control(design, control):
    assert f'type="{control}"' in design("en").content.decode()


@pytest.mark.parametrize("tag", ["textarea", "select", "fieldset"])
def test_it_shows_every_element_of_forms(design, tag):
    assert f"<{tag}" in design("en").content.decode()


@in_both_languages
def test_it_opens_no_session_and_varies_with_no_cookie(design, language):
    response = design(language)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@in_both_languages
def test_no_two_things_have_the_same_id(design, language):
    ids = re.findall(r'\sid="([^"]+)"', design(language).content.decode())

    assert [each for each in set(ids) if ids.count(each) > 1] == []


@in_both_languages
def test_whatever_is_pointed_at_exists(design, language):
    html = design(language).content.decode()
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    pointed = set(re.findall(r'href="#([^"]+)"', html)) | set(re.findall(r"url\(#([^)]+)\)", html))
    for named in re.findall(r'\s(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"', html):
        pointed |= set(named.split())

    assert pointed - ids == set()


def test_each_language_speaks_its_own(design):
    assert "Système de conception" in design("fr").content.decode()
    assert "Design system" in design("en").content.decode()
