"""The domain words, each once, in French and English. The glossary page and the docs read the same file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from ruamel.yaml import YAML

from parvis.kernel.folding import fold
from parvis.kernel.languages import Multilingual

FILE = Path(__file__).with_name("glossary.yaml")


@dataclass(frozen=True)
class Term:
    """`code` is the word as the code says it and the anchor on the page."""

    code: str
    word: Multilingual
    meaning: Multilingual
    room: str


@cache
def all_terms() -> tuple[Term, ...]:
    """In the order of the file: by code."""
    with FILE.open(encoding="utf-8") as file:
        entries = YAML(typ="safe").load(file)
    return tuple(
        Term(
            code=code,
            word=Multilingual({"en": entry["en"], "fr": entry["fr"]}),
            meaning=Multilingual({"en": entry["meaning_en"], "fr": entry["meaning_fr"]}),
            room=entry["room"],
        )
        for code, entry in entries.items()
    )


def terms() -> list[Term]:
    """In the alphabetical order of the reader's language."""
    language = get_language() or "en"
    return sorted(all_terms(), key=lambda term: fold(term.word.get(language, term.code)))
