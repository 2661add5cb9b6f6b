"""An administrator erases a source that names a private person, after a correction was not enough; a reader is told
that it was erased, and why. By keyboard."""

import re

from tests.journeys.browser import examine, go, picture, type_into
from tests.journeys.people import sign_in
from tests.journeys.ways import first_and_last
from tests.journeys.words import beginning, words

BIBLIOGRAPHY = "plans/quebec-2021-2023/bibliography/?q=lelezard"
BEFORE = "Communiqué du lancement du plan d’action"
TITLE = {"en": "A letter", "fr": "Une lettre"}
REASON = {"en": "It names a private person.", "fr": "Elle nomme une personne privée."}
LANGUAGE = {"en": "English", "fr": "French"}


@first_and_last
def test_a_source_is_corrected_and_then_erased(house, visit, language, width, script):
    page = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    sign_in(page, house, language, "administrator")
    page.goto(f"{house.url}/{language}/{BIBLIOGRAPHY}")
    go(page, "link", beginning(language, "Record of this source"))
    source, name = page.url, f"{language}-{width}"

    page.goto(f"{source}describe/")
    type_into(page, re.compile(words(language, LANGUAGE[language]), re.IGNORECASE), TITLE[language])
    _confirm(page, language, f"erasing-describe-{name}")
    examine(page)
    picture(page, f"erasing-source-{name}")

    go(page, "link", words(language, "Erase what it said before"))
    examine(page)
    assert BEFORE in page.content()
    _confirm(page, language, f"erasing-past-{name}")
    assert words(language, "What was said of it before is erased.") in page.locator("main").inner_text()

    go(page, "link", words(language, "Erase this source"))
    examine(page)
    picture(page, f"erasing-{name}")
    type_into(page, re.compile(words(language, LANGUAGE[language]), re.IGNORECASE), REASON[language])
    _confirm(page, language, f"erasing-look-{name}")

    reader = visit(source, width=width, language=language, script=script)
    examine(reader)
    picture(reader, f"erasing-reader-{name}")
    shown = reader.locator("main").inner_text()
    assert [said in shown for said in (words(language, "This source was erased"), REASON[language])] == [True, True]
    assert [said in reader.content() for said in (BEFORE, TITLE[language])] == [False, False]


def _confirm(page, language, name):
    go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, name)
    go(page, "button", words(language, "Confirm"))
