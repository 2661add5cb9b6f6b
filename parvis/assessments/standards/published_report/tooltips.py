"""Glossary tooltips: pages glue the definition of a word to the word, without a space, and cut it short.

"… the forum or steering committeeThe Steering Committee is OGP’s … and ru.../group?"

In every one that we have read, the definition is cut after exactly 200 bytes of UTF-8 and "..." set behind it,
sometimes "... More". So a definition is looked for backwards from the ellipsis, at that length; that keeps "BudgIT"
and "iPhone" whole. At about that length, or where the definition is not cut, the word must be a known title of the
glossary. Where the word begins, those titles tell too; else it is one word.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ...types import GlossaryTerm
from .labels import LANGUAGES, glossary_titles, said
from .lines import Line
from .words import fold

CUT_AT = 200
_NEAR = 40
_BEGINS = r"(?:[^\W\d_a-zß-öø-ÿ]|[“”\"«¿])"
_GLUED = re.compile(rf"(?<=[\w)’'])(?={_BEGINS})")
_ELLIPSIS = re.compile(r"\.{3,}|…")
_MOST_DOTS = 5
_MOST_GLUED = 8
_BYTES_OF_A_CHARACTER = 3
_LONGEST_WORD = 60


@dataclass(frozen=True)
class _Found:
    """A definition stands at `start`:`end` of the line; what goes out with it ends at `until`."""

    start: int
    end: int
    until: int
    is_cut: bool = True


def taken_out(lines: list[Line]) -> tuple[list[Line], list[GlossaryTerm]]:
    """The lines as their authors wrote them, and what was glued in, each once."""
    kept: list[Line] = []
    terms: dict[tuple[str, str], GlossaryTerm] = {}
    for number, line in enumerate(lines, 1):
        text, found = without_definitions(line.text, ends_the_file=number == len(lines))
        kept.append(replace(line, text=text) if found else line)
        for term in found:
            terms.setdefault((fold(term.term), term.text), term)
    return kept, list(terms.values())


def without_definitions(text: str, *, ends_the_file: bool = False) -> tuple[str, list[GlossaryTerm]]:
    glued = [found.start() for found in _GLUED.finditer(text)]
    if not glued or not (ends_the_file or _ELLIPSIS.search(text) or _more().search(text)):
        return text, []
    titles = {found.end(): found[0] for found in _title().finditer(text)}
    parts: list[str] = []
    terms: list[GlossaryTerm] = []
    done = 0
    for found in _definitions(text, glued, sorted(titles), ends_the_file):
        if found.start <= done:
            continue
        term = titles.get(found.start) or _last_word(text[max(done, found.start - _LONGEST_WORD) : found.start])
        terms.append(GlossaryTerm(term, text[found.start : found.end].strip(), is_cut=found.is_cut))
        parts.append(text[done : found.start])
        done = found.until
    return ("".join([*parts, text[done:]]).rstrip(), terms) if terms else (text, terms)


def _definitions(text: str, glued: list[int], titled: list[int], ends_the_file: bool) -> Iterator[_Found]:
    """`titled` are those of the `glued` places that follow a known title."""
    for ellipsis in _ELLIPSIS.finditer(text):
        dots = len(ellipsis[0])
        surplus = min(dots - 3, _MOST_DOTS) if dots > 1 else 0
        ends = [ellipsis.start() + kept for kept in range(surplus + 1)]
        start, end = next(_starting(text, glued, titled, ends), (None, 0))
        if start is not None:
            yield _Found(start, end, _after_more(text, end + min(3, dots)))
    yield from _whole_ones(text, titled)
    if ends_the_file:
        for start in _between(titled, len(text) - CUT_AT, len(text))[:1]:
            yield _Found(start, len(text), len(text))


def _starting(text: str, glued: list[int], titled: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
    """Starts and ends of what may be a definition, the likeliest first."""
    for end in ends:
        for start in _between(glued, end - CUT_AT, end - CUT_AT // _BYTES_OF_A_CHARACTER):
            if len(text[start:end].encode()) == CUT_AT:
                yield start, end
                break
    for end in ends:
        yield from ((start, end) for start in _between(titled, end - CUT_AT - _NEAR, end - CUT_AT + _NEAR))


def _between(places: list[int], lowest: int, highest: int) -> list[int]:
    """The first few only: prose has one or two words with a capital inside, not a dozen in a row."""
    first = bisect_left(places, lowest)
    return places[first : min(first + _MOST_GLUED, bisect_right(places, highest))]


def _whole_ones(text: str, titled: list[int]) -> Iterator[_Found]:
    """Definitions that are not cut: to the full stop before "More"."""
    for more in _more().finditer(text):
        end = more.start()
        if text[end - 1 : end] in (".", "!", "?") and text[end - 3 : end] != "...":
            for start in _between(titled, end - CUT_AT, end)[:1]:
                yield _Found(start, end, more.end(), is_cut=False)


def _after_more(text: str, end: int) -> int:
    more = _more().match(text, end)
    return more.end() if more else end


def _last_word(before: str) -> str:
    return before.rsplit(None, 1)[-1].strip('(“"«')


@cache
def _more() -> re.Pattern[str]:
    known = "|".join(re.escape(more) for language in LANGUAGES for more in said(language)["more"])
    return re.compile(rf"\s?\b(?:{known})\b")


@cache
def _title() -> re.Pattern[str]:
    """A known title of the glossary with something glued to it."""
    known = (re.sub(r"[\s’'-]", r"[\\s’'-]", title) for title in sorted(glossary_titles(), key=len, reverse=True))
    return re.compile(rf"\b(?i:{'|'.join(known)})(?={_BEGINS})")
