"""An evaluator imports two published reports, looks at what was read of them and says what it is about, reads them
beside what the government says, and decides on what the prose states. By keyboard alone; with script and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys import reports
from tests.journeys.browser import examine, go, picture, tab_to, type_into
from tests.journeys.people import sign_in
from tests.journeys.ways import first_and_last
from tests.journeys.words import beginning, words

PLAN = f"plans/{reports.SLUG}/"
COMMITMENT = f"{PLAN}commitments/5/"
REASON = {"en": "It is the draft of the report.", "fr": "C’est l’ébauche du rapport."}


@first_and_last
def test_an_evaluator_imports_two_reports_and_decides(house, visit, language, width, script, tmp_path):
    page = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    reports.enter_plan(house, tmp_path)
    sign_in(page, house, language, "evaluator")

    _choose_file(page, house.url, language, _letter(tmp_path))
    examine(page)
    assert page.title().startswith(words(language, "Error:"))

    _import(page, house.url, language, reports.inception(tmp_path, language), f"evaluator-inception-{language}-{width}")
    assert page.get_by_text(words(language, "Missing in the source"), exact=True).count() >= 20

    file = reports.end_of_commitment(tmp_path, language)
    _import(page, house.url, language, file, f"evaluator-{language}-{width}")
    report = page.url
    _choose_file(page, house.url, language, file)
    assert page.url == report
    assert words(language, "This report is here already. Nothing has changed.") in page.locator("main").inner_text()

    go(page, "link", beginning(language, "Confirm this reading"))
    examine(page)
    go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, f"evaluator-decision-{language}-{width}")
    go(page, "button", words(language, "Confirm"))
    examine(page)
    assert words(language, "read from the explanation by a person") in page.locator("main").inner_text()

    page.goto(f"{house.url}/{language}/{COMMITMENT}")
    examine(page)
    picture(page, f"evaluator-commitment-{language}-{width}")
    evaluator = page.locator(".voice--evaluator").inner_text()
    assert words(language, "read from the explanation") in evaluator
    assert words(language, "Where they differ") in page.locator("main").inner_text()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)], indirect=True)
def test_a_report_is_withdrawn_with_a_reason(house, visit, language, width, tmp_path):
    page = visit(f"{house.url}/{language}/", width=width, language=language, script=False)
    reports.enter_plan(house, tmp_path)
    sign_in(page, house, language, "evaluator")
    _import(page, house.url, language, reports.end_of_commitment(tmp_path, language), f"withdrawn-{language}-{width}")
    report = page.url

    go(page, "link", words(language, "Withdraw the report"))
    examine(page)
    go(page, "button", words(language, "Continue"))
    examine(page)
    assert page.title().startswith(words(language, "Error:"))
    type_into(page, words(language, {"en": "English", "fr": "French"}[language]).capitalize(), REASON[language])
    go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, f"evaluator-withdrawal-{language}-{width}")
    go(page, "button", words(language, "Confirm"))
    examine(page)

    assert (
        words(language, "The report is withdrawn. Its lines on the register stay.") in page.locator("main").inner_text()
    )

    visitor = visit(report, width=width, language=language)
    examine(visitor)
    assert REASON[language] in visitor.locator("main").inner_text()


def _letter(folder: Path) -> Path:
    letter = folder / "letter.txt"
    letter.write_text("Dear aunt,\n\nthe weather is fine.\n")
    return letter


def _import(page: Page, house: str, language: str, file: Path, name: str) -> None:
    """From the plan's page to the report's, choosing what is only alike."""
    _choose_file(page, house, language, file)
    examine(page)
    picture(page, f"{name}-read")
    while _choose_what_is_alike(page):
        go(page, "button", words(language, "Show again with these choices"))
        examine(page)
    go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, f"{name}-look")
    go(page, "button", words(language, "Confirm"))
    examine(page)
    picture(page, f"{name}-report")
    assert words(language, "The report is public and on the register.") in page.locator("main").inner_text()


def _choose_file(page: Page, house: str, language: str, file: Path) -> None:
    # Asked for before the page is there: the browser needs a moment until it hands its file dialog over.
    page.once("filechooser", lambda dialog: dialog.set_files(file))
    page.goto(f"{house}/{language}/{PLAN}")
    go(page, "link", words(language, "Import a published report"))
    examine(page)
    tab_to(page, "button", re.compile(words(language, "File of the report")))
    page.keyboard.press("Enter")
    _wait_until_chosen(page)
    go(page, "button", words(language, "Read the file"))


def _wait_until_chosen(page: Page) -> None:
    for _tenth in range(100):
        if page.locator("input[type=file]").evaluate("one => one.files.length"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"no file was chosen at {page.url}")


def _choose_what_is_alike(page: Page) -> int:
    """In every choice not made yet, the first that is offered; how many there were."""
    names = page.locator("main select").evaluate_all("all => all.filter(one => !one.value).map(one => one.name)")
    for name in names:
        label = page.locator(f"label[for='id_{name}']").inner_text()
        tab_to(page, "combobox", label)
        page.keyboard.press("ArrowDown")
    return len(names)
