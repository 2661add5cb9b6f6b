"""A point of contact drafts a second plan with two commitments and launches it. By keyboard alone; with script and
without."""

import re

from playwright.sync_api import Page

from tests.journeys.browser import examine, go, picture, type_into
from tests.journeys.people import sign_in
from tests.journeys.ways import first_and_last
from tests.journeys.words import words

PLAN = "quebec-2024-2026"


@first_and_last
def test_a_point_of_contact_drafts_a_second_plan_and_launches_it(house, visit, language, width, script):
    page = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    sign_in(page, house, language, "contact")

    page.goto(f"{house.url}/{language}/members/quebec-canada/")
    go(page, "link", words(language, "Draft a plan"))
    examine(page)
    _title(page, language, "Plan 2024-2026")
    type_into(page, re.compile(f"^{words(language, 'Page address')}"), PLAN)
    go(page, "button", words(language, "Continue"))
    examine(page)
    assert words(language, "Draft") in page.locator("main").inner_text()

    for number, title in enumerate(("Publier les dépenses", "Ouvrir les consultations"), 1):
        go(page, "link", words(language, "Add a commitment"))
        _title(page, language, title)
        page.get_by_role("group", name=words(language, "The problem")).get_by_role("textbox").first.focus()
        page.keyboard.type("Personne ne les voit.")
        go(page, "button", words(language, "Continue"))
        examine(page)
        go(page, "link", words(language, "Add a milestone"))
        _title(page, language, f"Jalon de l’engagement {number}")
        go(page, "button", words(language, "Continue"))
        page.goto(f"{house.url}/{language}/plans/{PLAN}/")

    examine(page)
    go(page, "link", words(language, "Launch"))
    examine(page)
    go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, f"contact-launch-{language}-{width}")
    go(page, "button", words(language, "Confirm"))
    examine(page)
    assert words(language, "Launched") in page.locator("main").inner_text()

    visitor = visit(f"{house.url}/{language}/plans/{PLAN}/", width=width, language=language, script=script)
    assert "Publier les dépenses" in visitor.locator("main").inner_text()
    examine(visitor)


def test_a_draft_is_not_there_for_visitors(house, visit):
    page = visit(f"{house.url}/fr/", language="fr")
    sign_in(page, house, "fr", "contact")
    page.goto(f"{house.url}/fr/members/quebec-canada/plans/new/")
    _title(page, "fr", "Plan secret")
    type_into(page, re.compile(f"^{words('fr', 'Page address')}"), PLAN)
    go(page, "button", words("fr", "Continue"))

    visitor = visit(f"{house.url}/fr/plans/{PLAN}/", language="fr")

    assert "Plan secret" not in visitor.content()
    examine(visitor)


def _title(page: Page, language: str, title: str) -> None:
    """The first field of the form: the title in French, the member's first language."""
    type_into(page, words(language, "French").capitalize(), title)
