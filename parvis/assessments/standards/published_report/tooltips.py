"""Glossary tooltips: pages glue the definition of a word to the word, without a space, and cut it short.

"… the forum or steering committeeThe Steering Committee is OGP’s … and ru.../group?"

In every one that we have read, the definition is cut after exactly 200 bytes of UTF-8 and "..." set behind it,
sometimes "... More". So a definition is looked for backwards from the ellipsis, at that length; that keeps "BudgIT"
and "iPhone" whole. At about that length, or where the definition is not cut, the word must be a known title of the
glossary. Where the word begins, those titles tell too; else it is one word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ...types import GlossaryTerm
from .labels import LANGUAGES, glossary_titles, said
from .lines import Line
from .words import fold, words_of

CUT_AT = 200
_NEAR = 40
_GLUED = re.compile(r"(?<=[\w)’'])(?=[^\W\d_a-zß-öø-ÿ]|[“”\"«¿])")
_ELLIPSIS = re.compile(r"\.{3,}|…")
_MOST_DOTS = 5
_BEFORE = 120
_LONGEST_TITLE = 5


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
    parts: list[str] = []
    terms: list[GlossaryTerm] = []
    done = 0
    for found in _definitions(text, ends_the_file):
        if found.start <= done:
            continue
        term = _term_before(text, found.start, done)[0]
        terms.append(GlossaryTerm(term, text[found.start : found.end].strip(), is_cut=found.is_cut))
        parts.append(text[done : found.start])
        done = found.until
    return ("".join([*parts, text[done:]]).rstrip(), terms) if terms else (text, terms)


def _definitions(text: str, ends_the_file: bool) -> Iterator[_Found]:
    for ellipsis in _ELLIPSIS.finditer(text):
        dots = len(ellipsis[0])
        surplus = min(dots - 3, _MOST_DOTS) if dots > 1 else 0
        ends = [ellipsis.start() + kept for kept in range(surplus + 1)]
        start, end = next(_starting(text, ends), (None, 0))
        if start is not None:
            yield _Found(start, end, _after_more(text, end + min(3, dots)))
    yield from _whole_ones(text)
    if ends_the_file:
        yield from _cut_by_the_end(text)


def _starting(text: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    """Starts and ends of what may be a definition, the likeliest first."""
    for end in ends:
        last = text[max(0, end - CUT_AT) : end].encode()[-CUT_AT:].decode(errors="ignore")
        start = end - len(last)
        if len(last.encode()) == CUT_AT and _GLUED.match(text, start):
            yield start, end
    for end in ends:
        lowest, highest = max(0, end - CUT_AT - _NEAR), max(0, end - CUT_AT + _NEAR)
        for glued in _GLUED.finditer(text, lowest, highest):
            if _term_before(text, glued.start())[1]:
                yield glued.start(), end


def _whole_ones(text: str) -> Iterator[_Found]:
    """Definitions that are not cut: to the full stop before "More"."""
    for more in _more().finditer(text):
        end = more.start()
        if text[end - 1 : end] in (".", "!", "?") and text[end - 3 : end] != "...":
            for glued in _GLUED.finditer(text, max(0, end - CUT_AT), end):
                if _term_before(text, glued.start())[1]:
                    yield _Found(glued.start(), end, more.end(), is_cut=False)
                    break


def _cut_by_the_end(text: str) -> Iterator[_Found]:
    for glued in _GLUED.finditer(text, max(0, len(text) - CUT_AT)):
        if _term_before(text, glued.start())[1]:
            yield _Found(glued.start(), len(text), len(text))
            return


def _after_more(text: str, end: int) -> int:
    more = _more().match(text, end)
    return more.end() if more else end


@cache
def _more() -> re.Pattern[str]:
    known = "|".join(re.escape(more) for language in LANGUAGES for more in said(language)["more"])
    return re.compile(rf"\s?(?:{known})\b")


def _term_before(text: str, end: int, earliest: int = 0) -> tuple[str, bool]:
    """The word to which a definition is glued, and whether it is a known title of the glossary."""
    before = text[max(earliest, end - _BEFORE) : end]
    words = words_of(before)
    for count in range(min(_LONGEST_TITLE, len(words)), 0, -1):
        if words.folded[-count:] in glossary_titles():
            return before[words.ends[-count - 1] if count < len(words) else 0 :].strip(' (“"«,;:–-/'), True
    return before.rsplit(None, 1)[-1].strip('(“"«'), False
