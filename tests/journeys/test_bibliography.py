"""An evaluator cites a document from the bibliography of a plan; a researcher finds it there, sees where it is used and
takes the list away. By keyboard."""

import json
import re

import pytest

from tests.journeys.browser import choose, examine, go, picture, tab_to, type_into
from tests.journeys.people import sign_in
from tests.journeys.ways import FIRST
from tests.journeys.words import beginning, words

BIBLIOGRAPHY = "plans/quebec-2021-2023/bibliography/"
TITLE = "Survey of the committee’s members"


@pytest.mark.parametrize(tuple(FIRST), [tuple(FIRST.values())], indirect=True)
def test_a_source_is_cited_found_and_taken_away(house, visit, language, width, script, tmp_path):
    evaluator = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    sign_in(evaluator, house, language, "evaluator")
    _cite(evaluator, house.url, language, width, tmp_path)

    page = visit(f"{house.url}/{language}/{BIBLIOGRAPHY}", width=width, language=language, script=script)
    examine(page)
    picture(page, f"bibliography-{language}-{width}")
    type_into(page, words(language, "Words to look for"), "survey member", role="searchbox")
    go(page, "button", words(language, "Show"))
    examine(page)
    picture(page, f"bibliography-found-{language}-{width}")
    assert page.locator(".source").count() == 1
    assert TITLE in page.locator(".source").inner_text()

    tab_to(page, "link", "CSL-JSON")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert [each["title"] for each in json.loads(download.value.path().read_text())] == [TITLE]

    go(page, "link", beginning(language, "Record of this source"))
    examine(page)
    picture(page, f"bibliography-source-{language}-{width}")
    assert words(language, "What rests on it") in page.locator("main").inner_text()


def _cite(page, house, language, width, folder):
    page.goto(f"{house}/{language}/{BIBLIOGRAPHY}")
    go(page, "link", words(language, "Cite a source"))
    examine(page)
    choose(page, words(language, "A document that I upload"))
    survey = folder / "survey.txt"
    survey.write_text("Eleven members were asked.\n")
    page.locator("input[type=file]").set_input_files(survey)
    go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, f"cite-refused-{language}-{width}")
    assert "survey.txt" in page.locator("main").inner_text()
    type_into(page, re.compile(f"^{words(language, 'Title')}"), TITLE)
    go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, f"cite-{language}-{width}")
    go(page, "button", words(language, "Confirm"))
    examine(page)
