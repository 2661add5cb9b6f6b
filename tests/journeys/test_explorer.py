"""A researcher finds commitments on procurement in Latin America that ended complete, compares three, and takes them
along: by keyboard, with script and without."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import examine, go, picture, tab_onto, tab_to
from tests.journeys.ways import first_and_last
from tests.journeys.words import words
from tests.site.explored import THE_STORYS, generated_file

AREA = {"en": "Public procurement", "fr": "Marchés publics"}
REGION = {"en": "Latin America and the Caribbean", "fr": "Amérique latine et Caraïbes"}
COMPLETE = {"en": "Complete", "fr": "Complet"}


@pytest.fixture(scope="module")
def full_house(reading_house, tmp_path_factory):
    """With commitments of every member: three of them are what the story looks for."""
    file = tmp_path_factory.mktemp("data") / "commitments.csv"
    file.write_bytes(generated_file(150))
    reading_house.parvis("import-commitments", str(file))
    return reading_house


@first_and_last
def test_a_researcher_finds_three_commitments_compares_and_takes_them(
    full_house, visit, language, width, script, tmp_path
):
    page = visit(f"{full_house.url}/{language}/", width=width, language=language, script=script)
    go(page, "link", words(language, "Commitments"))
    examine(page)
    picture(page, f"explorer-{language}-{width}")

    if width < 600:
        _open(page, "summary.facets__title")
    _tick(page, REGION[language])
    _open(page, ".facet:has([name='policy-area']) .facet__more summary")
    _tick(page, AREA[language])
    _tick(page, COMPLETE[language])
    go(page, "button", words(language, "Show"))
    examine(page)
    picture(page, f"explorer-found-{language}-{width}")
    assert "region=latin-america&policy-area=public-procurement&completion=complete" in page.url
    assert page.locator(".explored__one").count() == THE_STORYS

    for number in range(THE_STORYS):
        _tick_result(page, number)
    go(page, "button", words(language, "Compare the chosen"))
    examine(page)
    picture(page, f"explorer-compared-{language}-{width}")
    assert page.locator("thead th[scope=col]").count() == THE_STORYS
    assert page.locator(".side-by-side .tag", has_text=COMPLETE[language]).count() == THE_STORYS

    with page.expect_download() as started:
        tab_to(page, "link", "CSV")
        page.keyboard.press("Enter")
    started.value.save_as(tmp_path / "compared.csv")
    taken = list(csv.DictReader(io.StringIO((tmp_path / "compared.csv").read_text(encoding="utf-8"))))
    assert {(one["completion"], one["region"]) for one in taken} == {("complete", "americas")}
    assert len(taken) == THE_STORYS

    go(page, "link", words(language, "Back to the selection, to add another"))
    assert page.locator(".chip").count() == 3


def _open(page: Page, line: str) -> None:
    """What waits behind a line."""
    tab_onto(page, page.locator(line).first, line)
    page.keyboard.press("Enter")


def _tick(page: Page, name: str) -> None:
    tab_to(page, "checkbox", re.compile(rf"^{re.escape(name)} "))
    page.keyboard.press("Space")


def _tick_result(page: Page, number: int) -> None:
    box = page.locator(".explored__pick input").nth(number)
    tab_onto(page, box, f"box of result {number}")
    page.keyboard.press("Space")
    assert box.is_checked()
