"""An evaluator records an interview, is allowed to quote it, and something consulted that is not public; a reader sees
of it what they may. By keyboard."""

import re

import pytest

from tests.journeys.browser import choose, examine, go, picture, tab_to, type_into
from tests.journeys.people import sign_in
from tests.journeys.ways import LAST
from tests.journeys.words import words

PLAN = "plans/quebec-2021-2023/"
NAME, NOTES = "Camille Untel", "Le comité n’a vu le texte que la veille."
SAID = "Nous n’avons pas pu relire le texte final."
CALLED, WHY = "Note d’information au comité", "Avis protégé, que la loi ne permet pas de publier."


@pytest.mark.parametrize(tuple(LAST), [tuple(LAST.values())], indirect=True)
def test_an_interview_is_quoted_with_consent_and_nobody_is_named(house, visit, language, width, script, tmp_path):
    page = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    sign_in(page, house, language, "evaluator")

    _from_bibliography(page, house.url, language, "Record an interview")
    tab_to(page, "combobox", re.compile(words(language, "In which kind of role they spoke")))
    page.keyboard.press("ArrowDown")
    type_into(page, re.compile(f"^{words(language, 'When')}"), "2023-03")
    type_into(page, re.compile(f"^{words(language, 'With whom')}"), NAME)
    type_into(page, re.compile(f"^{words(language, 'Notes')}"), NOTES)
    _confirm(page, language, f"fieldwork-interview-{language}-{width}")

    go(page, "link", words(language, "Add a quotation"))
    examine(page)
    type_into(page, re.compile(f"^{words(language, 'Words, exactly as said')}"), SAID)
    go(page, "button", words(language, "Continue"))
    go(page, "link", words(language, "Record the consent"))
    examine(page)
    choose(page, words(language, "In the published report and on public pages"))
    type_into(page, re.compile(f"^{words(language, 'When they consented')}"), "2023-04-02")
    _confirm(page, language, f"fieldwork-consent-{language}-{width}")
    go(page, "link", words(language, "Publish the quotation"))
    _confirm(page, language, f"fieldwork-publish-{language}-{width}")
    examine(page)
    picture(page, f"fieldwork-{language}-{width}")
    assert NAME in page.locator("main").inner_text()

    _record_something_consulted(page, house.url, language, width, tmp_path)

    reader = visit(f"{house.url}/{language}/{PLAN}bibliography/", width=width, language=language, script=script)
    examine(reader)
    picture(reader, f"fieldwork-reader-{language}-{width}")
    shown = reader.locator("main").inner_text()
    reader.goto(f"{reader.url}?q=note+information")
    shown += reader.locator("main").inner_text()
    assert [said in shown for said in (SAID, CALLED, NAME, NOTES)] == [True, True, False, False]


def _record_something_consulted(page, house, language, width, folder):
    """The description is forgotten at first: the file is not asked for again."""
    memo = folder / "note.txt"
    memo.write_text("Note au comité.\n")
    _from_bibliography(page, house, language, "Record something that is not public")
    page.locator("input[type=file]").set_input_files(memo)
    choose(page, words(language, "Only its hash: the file is not kept"))
    type_into(page, re.compile(f"^{words(language, 'What to call it in public')}"), CALLED)
    go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, f"consulted-refused-{language}-{width}")
    assert "note.txt" in page.locator("main").inner_text()
    type_into(page, re.compile(f"^{words(language, 'What it is, and why it is not public')}"), WHY)
    _confirm(page, language, f"consulted-confirm-{language}-{width}")
    examine(page)
    picture(page, f"consulted-{language}-{width}")
    assert CALLED in page.locator("main").inner_text()


def _from_bibliography(page, house, language, act):
    page.goto(f"{house}/{language}/{PLAN}bibliography/")
    go(page, "link", words(language, act))
    examine(page)


def _confirm(page, language, name):
    if page.get_by_role("button", name=words(language, "Confirm"), exact=True).count() == 0:
        go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, name)
    go(page, "button", words(language, "Confirm"))
