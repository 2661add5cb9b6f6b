"""Catalogues of interface text: `update` finds the sentences in the source, `compile` makes what gettext reads.

Both are Babel's work, so no gettext program is needed. `parvis/locale/parts/*.po` are merged in first: pieces of
translation that came with a change and are not in `django.po` yet.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "parvis"
LOCALE = PACKAGE / "locale"
BEGAN = datetime(2026, 11, 23, tzinfo=UTC)
LANGUAGES = ("fr",)  # English is the language of the source.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def empty(language: str) -> Catalog:
    """With its language named: without it Babel drops the plural forms, and French then says « 0 jours »."""
    return Catalog(
        locale=language,
        header_comment="# The interface of Parvis. Written by `make messages`; translate here.\n#",
        project="Parvis",
        version="1",
        last_translator="the Parvis contributors",
        language_team="French",
        creation_date=BEGAN,  # the day it ran would make every run a change
        revision_date=BEGAN,
        charset="utf-8",
        fuzzy=False,
    )


def merged(language: str) -> Catalog:
    """What is translated: `django.po`, and over it the parts."""
    catalogue = empty(language)
    for path in (po_of(language), *sorted((LOCALE / "parts").glob("*.po"))):
        if path.exists():
            with path.open("rb") as file:
                for message in read_po(file, locale=language):
                    if message.id:
                        message.string = _typeset(message.string)
                        catalogue[message.id] = message
    return catalogue


def typeset(french: str) -> str:
    """Apostrophes as they are printed, and no line broken before a colon or inside guillemets. Leaves tags alone."""
    pieces = re.split(r"(<[^>]*>)", french)
    for number in range(0, len(pieces), 2):
        piece = re.sub(r"(?<=\w)'(?=\w)", "’", pieces[number])
        piece = re.sub(r"(?<=\S) (?=[:»])", "\u00a0", piece)
        pieces[number] = piece.replace("« ", "«\u00a0")
    return "".join(pieces)


def po_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _typeset(string: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return typeset(string) if isinstance(string, str) else tuple(typeset(form) for form in string)


def source_messages() -> Catalog:
    """Every sentence marked for translation in Python and in templates, with where it stands."""
    catalogue = Catalog(project="Parvis", charset="utf-8")
    for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.*"))):
        place = path.relative_to(ROOT).as_posix()
        for line, message, comments, context in _found_in(path):
            catalogue.add(message, None, [(place, line)], auto_comments=comments, context=context)
    return catalogue


def _found_in(path: Path) -> Iterator[tuple]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django turns a template into calls of gettext amid filler; unindented, so that it reads as Python.
        from django.utils.translation.template import templatize

        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).split("\n"))
    yield from extract("python", BytesIO(source.encode()), KEYWORDS, ("Translators:",), {"encoding": "utf-8"})


def compile_catalogues() -> None:
    for language in LANGUAGES:
        path = po_of(language).with_suffix(".mo")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_mo(file, merged(language))


def update_catalogues() -> None:
    """Rewrite `django.po` with every sentence of the source and what is translated; the parts are then empty and go."""
    source = source_messages()
    for language in LANGUAGES:
        catalogue, known = empty(language), merged(language)
        for message in source:
            if message.id:
                translated = known.get(message.id, message.context)
                string = translated.string if translated else None
                catalogue.add(message.id, string, message.locations, context=message.context)
        with po_of(language).open("wb") as file:
            write_po(file, catalogue, width=120, sort_by_file=True, include_lineno=False, omit_header=False)
    for part in (LOCALE / "parts").glob("*.po"):
        part.unlink()


if __name__ == "__main__":
    {"compile": compile_catalogues, "update": update_catalogues}[sys.argv[1]]()
