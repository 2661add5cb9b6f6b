"""The piece of a text around the first word that was asked for."""

from collections.abc import Collection, Iterator

from parvis.kernel.languages import Multilingual

from .types import Excerpt, Part
from .words import index_words, places

BEFORE, LENGTH = 60, 220
LOOKED_THROUGH = 20_000


def excerpt(text: Multilingual, asked: Collection[str]) -> Excerpt | None:
    """In the language being spoken, or the first in which a word is found; its beginning where none is."""
    languages = sorted(text, key=lambda code: code != text.language())
    for language in languages:
        matches = list(_matches(text[language][:LOOKED_THROUGH], language, asked))
        if matches:
            return Excerpt(language, _cut(text[language], matches))
    return Excerpt(languages[0], _cut(text[languages[0]], [])) if languages else None


def _matches(text: str, language: str, asked: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where the words asked for stand: the first, and those near enough to be in the same excerpt."""
    last = len(text)
    for start, end, word in places(text):
        if start > last:
            return
        if any(one in asked for one in index_words(word, language)):
            last = min(last, start + LENGTH)
            yield start, end


def _cut(text: str, matches: list[tuple[int, int]]) -> list[Part]:
    first = matches[0][0] if matches else 0
    begin = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE) + 1
    end = len(text) if begin + LENGTH >= len(text) else text.rfind(" ", begin + 1, begin + LENGTH)
    end = end if end > first else begin + LENGTH
    parts, at = [Part("… ", False)] if begin else [], begin
    for start, stop in matches:
        if stop > end:
            break
        parts += [Part(text[at:start], False), Part(text[start:stop], True)]
        at = stop
    parts.append(Part(text[at:end] + (" …" if end < len(text) else ""), False))
    return [part for part in parts if part.text]
