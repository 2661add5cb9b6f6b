"""French and English are complete: every sentence marked for translation in the source has its French."""

import ast
import re
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.mofile import write_mo

from tools import catalogues
from tools.house import PACKAGE, ROOT, python_files

SOURCE = catalogues.source_messages()
FRENCH = catalogues.merged("fr")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


def _ids(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.fixture(scope="module")
def french():
    compiled = BytesIO()
    write_mo(compiled, FRENCH)
    return GNUTranslations(BytesIO(compiled.getvalue()))


def test_no_sentence_hides_in_a_formatted_string():
    """There the tool that collects sentences does not see it."""
    hidden = [
        f"{path.relative_to(ROOT)}:{inside.lineno}"
        for path in python_files()
        if path.is_relative_to(PACKAGE)
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for inside in ast.walk(text)
        if isinstance(inside, ast.Call) and getattr(inside.func, "id", "") in {"_", "gettext", "ngettext", "pgettext"}
    ]
    assert hidden == []


def test_every_sentence_has_its_french():
    translated = ((message, FRENCH.get(message.id, message.context)) for message in SOURCE if message.id)
    missing = [
        f"{_ids(message)[0]!r} ({message.locations[0][0]})"
        for message, found in translated
        if found is None or found.fuzzy or not all(_strings(found))
    ]
    assert missing == [], f"{len(missing)} without French"


def test_a_translation_fills_the_same_places():
    wrong = []
    for message in (message for message in FRENCH if message.id):
        wanted = {place for one in _ids(message) for place in PLACEHOLDER.findall(one)}
        for string in _strings(message):
            places = set(PLACEHOLDER.findall(string))
            # A plural may leave the number out of its singular.
            if not places <= wanted or (len(_ids(message)) == 1 and places != wanted):
                wrong.append(f"{string!r}: {sorted(places)}, not {sorted(wanted)}")
    assert wrong == []


def test_no_translation_is_left_over():
    known = {(message.id, message.context) for message in SOURCE}
    assert [message.id for message in FRENCH if message.id and (message.id, message.context) not in known] == []


def test_nothing_is_singular_in_french_as_one_is(french):
    """« 0 jour »: French counts none in the singular, English in the plural."""
    assert french.plural(0) == french.plural(1) == 0
    assert french.plural(2) == 1


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'engagement", "l’engagement"),
        ("Échéance : demain", "Échéance\u00a0: demain"),
        ("« ouvert »", "«\u00a0ouvert\u00a0»"),
        ("<a class='x'>l'acte</a>", "<a class='x'>l’acte</a>"),
    ],
)
def test_french_is_printed_as_french(typed, printed):
    assert catalogues.typeset(typed) == printed


@pytest.mark.parametrize("path", sorted((catalogues.LOCALE).rglob("*.po")), ids=lambda path: path.name)
def test_no_sentence_is_translated_twice_in_one_file(path):
    text = path.read_text()
    found = re.findall(r'^(?:msgctxt (.*)\n)?msgid ("(?:.*)"(?:\n".*")*)', text, re.MULTILINE)
    assert [one for one in found if found.count(one) > 1] == []
