"""Evidence that does not rot. A page is cited and copied; an evaluator completes its record with what it says of
itself; then it says something else, then it is gone. A reader sees what changed and reads the copy. By keyboard."""

import re
import subprocess

import pytest

from tests.evidence.captures.pages import MORE, web
from tests.journeys import house as houses
from tests.journeys.browser import choose, examine, go, picture, type_into
from tests.journeys.people import sign_in
from tests.journeys.ways import first_and_last
from tests.journeys.words import beginning, words

COMMITMENT = "plans/quebec-2021-2023/commitments/1/"
UPDATE = {"fr": "Le plan du ministère est publié.", "en": "The ministry’s plan is published."}
OWN_LANGUAGE = {"fr": "Français", "en": "English"}
NOW_SAYS = "Le premier rapport ne paraîtra pas avant la fin du mandat du gouvernement."
SECONDS_TO_COPY = 60


class Settings:
    """`web` admits its address in the settings of a test; a house has its own."""

    FETCH_ALLOW: list[str] = []


@pytest.fixture
def ministry():
    with web(Settings()) as made:
        yield made


@pytest.fixture
def house(prepared_house, ministry, tmp_path):
    house = houses.copy(prepared_house, tmp_path / "home")
    house.may_fetch = [ministry.here.address]
    try:
        house.open()
        yield house
        assert "Traceback" not in house.log("serve") + house.log("work"), house.log("serve") + house.log("work")
    finally:
        house.close()


@first_and_last
def test_a_page_that_was_cited_changes_and_then_disappears(house, visit, ministry, language, width, script):
    page = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    sign_in(page, house, language, "lead")
    _report_progress(page, house.url, language, ministry.url)
    _wait_until(page, house.url, language, "Copy kept here")
    _accept_what_the_page_says(page, house.url, language, f"vanished-proposal-{language}-{width}")

    ministry.says(NOW_SAYS)
    assert _check_links(house) == 0
    reader = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    _wait_until(reader, house.url, language, "The page has changed since")
    picture(reader, f"vanished-changed-{language}-{width}")
    _see_what_changed(reader, house.url, language)
    picture(reader, f"vanished-changes-{language}-{width}")

    ministry.pages.clear()
    assert _check_links(house) == 1
    _wait_until(reader, house.url, language, "The page is gone")
    go(reader, "link", beginning(language, "Read the copy kept here"))
    examine(reader)
    picture(reader, f"vanished-copy-{language}-{width}")
    assert MORE in reader.locator("main").inner_text()


def _report_progress(page, house, language, url):
    page.goto(f"{house}/{language}/{COMMITMENT}")
    go(page, "link", beginning(language, "Report progress", "1.3"))
    type_into(page, OWN_LANGUAGE[language], UPDATE[language])
    choose(page, words(language, "In progress"))
    choose(page, words(language, "A web page"))
    type_into(page, re.compile(f"^{words(language, 'Address of the page')}"), url)
    type_into(page, re.compile(f"^{words(language, 'Title')}"), "Le plan")
    go(page, "button", words(language, "Continue"))
    go(page, "button", words(language, "Confirm"))


def _wait_until(page, house, language, said):
    """The worker does it in the background; a reader looks again."""
    for _second in range(SECONDS_TO_COPY):
        page.goto(f"{house}/{language}/{COMMITMENT}")
        if words(language, said) in page.locator("[id='milestone-1.3']").inner_text():
            return examine(page)
        page.wait_for_timeout(1000)
    raise AssertionError(f"“{said}” does not appear in {SECONDS_TO_COPY} s")


def _accept_what_the_page_says(page, house, language, name):
    page.goto(f"{house}/{language}/{COMMITMENT}")
    go(page, "link", beginning(language, "Record of this source", "Le plan"))
    examine(page)
    picture(page, name)
    go(page, "link", words(language, "Look at the proposal"))
    examine(page)
    go(page, "button", words(language, "Continue"))
    examine(page)
    go(page, "button", words(language, "Confirm"))
    examine(page)
    assert words(language, "The record of the source is complete.") in page.locator("main").inner_text()


def _see_what_changed(page, house, language):
    """The copy of what it says now may still be on its way: until then there is nothing to compare."""
    for _second in range(SECONDS_TO_COPY):
        page.goto(f"{house}/{language}/{COMMITMENT}")
        go(page, "link", beginning(language, "See what changed"))
        if page.locator("ins").count():
            break
        page.wait_for_timeout(1000)
    examine(page)
    said = page.locator("main").inner_text()
    assert words(language, "added:") in said
    assert words(language, "removed:") in said
    assert "mandat" in " ".join(page.locator("ins").all_inner_texts())


def _check_links(house):
    """What the schedule does every month; the exit code says whether any page is lost."""
    asked = [houses.PARVIS, "check-links"]
    return subprocess.run(asked, env=house.environment, capture_output=True, check=False).returncode
