"""A commitment lead signs in with a second factor, adds an update with evidence, completes a milestone, and sees both
acts in the journal. By keyboard alone; with script and without."""

import re

from playwright.sync_api import Page

from tests.journeys.browser import choose, examine, go, picture, type_into
from tests.journeys.people import sign_in
from tests.journeys.ways import first_and_last
from tests.journeys.words import words

REPORTED = "%(actor)s reported progress on the milestone %(object)s."
COMPLETED = "%(actor)s reported the milestone %(object)s complete on %(on)s."
COMMITMENT = "plans/quebec-2021-2023/commitments/1/"
OWN_LANGUAGE = {"fr": "Français", "en": "English"}
UPDATE = {"fr": "Deux jeux de données sur cinq sont publiés.", "en": "Two datasets of five are published."}


@first_and_last
def test_a_lead_reports_and_completes_and_reads_it_in_the_journal(house, visit, language, width, script):
    page = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    sign_in(page, house, language, "lead")

    page.goto(f"{house.url}/{language}/{COMMITMENT}")
    go(page, "link", re.compile(rf"^{words(language, 'Report progress')} \(1\.3\)"))
    examine(page)
    type_into(page, OWN_LANGUAGE[language], UPDATE[language])
    choose(page, words(language, "In progress"))
    _cite(page, language, "https://www.donneesquebec.ca/", "Données Québec")
    _confirm(page, language)
    assert UPDATE[language] in page.locator("[id='milestone-1.3']").inner_text()

    go(page, "link", re.compile(rf"^{words(language, 'Complete')} \(1\.2\)"))
    examine(page)
    _cite(page, language, "https://www.donneesquebec.ca/visualisation", "La visualisation")
    _confirm(page, language)
    examine(page)
    assert words(language, "Complete") in page.locator("[id='milestone-1.2'] .milestone__tags").inner_text()
    picture(page, f"lead-commitment-{language}-{width}")

    go(page, "link", words(language, "Register"))
    examine(page)
    for code, sentence in (("1.3", REPORTED), ("1.2", COMPLETED)):
        said = words(language, sentence).partition("%(actor)s ")[2].partition(" %(object)s")[0]
        assert re.search(rf"{said} {code}", page.locator("main").inner_text())
    picture(page, f"lead-journal-{language}-{width}")


def test_what_was_typed_survives_a_refusal(house, visit, language):
    page = visit(f"{house.url}/{language}/", language=language, script=False)
    sign_in(page, house, language, "lead")
    page.goto(f"{house.url}/{language}/plans/quebec-2021-2023/milestones/1.3/report/")

    type_into(page, OWN_LANGUAGE[language], UPDATE[language])
    go(page, "button", words(language, "Continue"))

    examine(page)
    assert page.title().startswith(words(language, "Error:"))
    assert UPDATE[language] in page.locator("textarea").evaluate_all("fields => fields.map(one => one.value).join()")


def _cite(page: Page, language: str, url: str, title: str) -> None:
    choose(page, words(language, "A web page"))
    type_into(page, re.compile(f"^{words(language, 'Address of the page')}"), url)
    type_into(page, re.compile(f"^{words(language, 'Title')}"), title)


def _confirm(page: Page, language: str) -> None:
    """Go on to the look before, and confirm what it shows."""
    go(page, "button", words(language, "Continue"))
    examine(page)
    go(page, "button", words(language, "Confirm"))
