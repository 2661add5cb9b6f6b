"""Titles of milestones that a report quotes where it lists them, and only there: other quotations are none."""

import re
from collections.abc import Iterator
from functools import cache

from .labels import LANGUAGES, said
from .words import folded

_OPENING, _CLOSING = "“«„", "”»"
_STRAIGHT = '"'
_SENTENCE_END = ".!?"
_NEAR_WORDS = 4
_LONGEST = 400


def quoted_milestones(explanation: str) -> tuple[str, ...]:
    """ "Commitment 4 includes two milestones …: “Implement the “Interdeveloper Exchange” platform” and “Make …”." """
    titles: dict[str, None] = {}
    lines = explanation.split("\n")
    for number, line in enumerate(lines):
        for sentence, quotations in _sentences(line):
            if quotations and _lists_milestones(sentence[: quotations[0][0]]):
                titles.update(dict.fromkeys(sentence[start:end].strip(" \u00a0\u202f,;.") for start, end in quotations))
        if line.endswith(":") and _lists_milestones(line):
            titles.update(dict.fromkeys(_of_list(lines[number + 1 :])))
    return tuple(title for title in titles if title)


def _of_list(lines: list[str]) -> Iterator[str]:
    """Titles in quotation marks, each an item of the list that follows."""
    for line in lines:
        item = line.lstrip("-–—•* ")
        found = next((q for _text, quotations in _sentences(item) for q in quotations), None)
        if item == line or found is None or found[0] != 1:
            return
        yield item[found[0] : found[1]].strip(" \u00a0\u202f,;.")


def _lists_milestones(before: str) -> bool:
    """Whether what stands before the first quotation announces milestones: with a colon, or right before it."""
    at = [found.end() for found in _milestone().finditer(before)]
    if not at:
        return False
    between = before[at[-1] :]
    return ":" in before[at[0] :] or len(folded(between)) <= _NEAR_WORDS


@cache
def _milestone() -> re.Pattern[str]:
    known = (re.escape(word) for language in LANGUAGES for word in said(language)["milestones"])
    return re.compile(rf"\b(?:{'|'.join(sorted(known, key=len, reverse=True))})\b", re.I)


def _sentences(line: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Sentences, each with its outermost quotations; a full stop within quotation marks ends nothing."""
    start = depth = brackets = opened = 0
    quotations: list[tuple[int, int]] = []
    for place, character in enumerate(line):
        opens = character in _OPENING or (character == _STRAIGHT and not depth)
        if opens:
            depth += 1
            opened = place + 1 if depth == 1 else opened
        elif depth and (character in _CLOSING or character == _STRAIGHT):
            depth -= 1
            if not depth and not brackets and place - opened <= _LONGEST:
                quotations.append((opened - start, place - start))
        elif not depth and character in "()":
            brackets = max(0, brackets + (1 if character == "(" else -1))
        elif not depth and character in _SENTENCE_END and line[place + 1 : place + 2] in ("", " "):
            yield line[start : place + 1], quotations
            start, quotations, brackets = place + 1, [], 0
    yield line[start:], quotations
