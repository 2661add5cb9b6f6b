"""What the prose states of milestones reached, where the value is lost: proposed with its quotation, never given."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from ...types import ReadProposal
from .labels import LANGUAGES, said
from .words import folded

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
_LONGEST = 1000
_MOST = 500


def proposed(explanation: str) -> ReadProposal | None:
    """The first statement counts. Half of the milestones or more: substantial; fewer: limited.

    Nothing is concluded from a sentence with a "not", a "should" or a "nearly" in it.
    """
    for sentence in islice(_sentences(explanation), _MOST):
        words = f" {' '.join(folded(sentence.split(';')[0]))} "
        for language in LANGUAGES:
            if found := _proposal(sentence, words, language):
                return found
    return None


def _sentences(text: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(text):
        if found[0].strip() and len(found[0]) <= _LONGEST:
            yield found[0].strip()


def _proposal(sentence: str, words: str, language: str) -> ReadProposal | None:
    if _has(words, language, "not_begun"):
        of_the_whole = _has(words, language, "whole") and not _has(words, language, "milestones")
        return ReadProposal("not_started", sentence) if of_the_whole else None
    if _has(words, language, "undone") or not _is_done(words, language):
        return None
    for name, value in (("none", "not_started"), ("all", "complete")):
        if _has(words, language, name):
            return ReadProposal(value, sentence)
    count = next((found for pattern in _counted(language) if (found := pattern.search(words))), None)
    if count is None:
        return None
    reached, total = (_number(count[name], language) for name in ("reached", "total"))
    return ReadProposal(_value(reached, total), sentence, reached, total) if 0 < total >= reached else None


def _value(reached: int, total: int) -> str:
    if reached in (0, total):
        return "complete" if reached else "not_started"
    return "substantial" if reached * 2 >= total else "limited"


def _is_done(words: str, language: str) -> bool:
    return _has(words, language, "done") or _has(words, language, "begun")


def _has(words: str, language: str, name: str) -> bool:
    return any(f" {phrase} " in words for phrase in _phrases(language, name))


@cache
def _phrases(language: str, name: str) -> tuple[str, ...]:
    return tuple(" ".join(folded(phrase)) for phrase in said(language)[name])


@cache
def _numbers(language: str) -> dict[str, int]:
    return {folded(word)[0]: number for number, words in said(language)["numbers"].items() for word in words}


def _number(word: str, language: str) -> int:
    return int(word) if word.isdecimal() else _numbers(language)[word]


@cache
def _counted(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """ "two out of (the) three milestones" and "two milestones out of three", a number perhaps with figures behind."""
    number = rf"(?:\d{{1,2}}|{'|'.join(sorted(_numbers(language), key=len, reverse=True))})"
    reached, total = rf"(?P<reached>{number})(?: \d{{1,2}})?", rf"(?P<total>{number})(?: \d{{1,2}})?"
    out_of = f"(?:{'|'.join(_phrases(language, 'out_of'))})(?: (?:{'|'.join(_phrases(language, 'articles'))}))?"
    milestones = f"(?:{'|'.join(_phrases(language, 'milestones'))})"
    return (
        re.compile(rf" {reached} {out_of} {total}(?: \w+)?? {milestones} "),
        re.compile(rf" {reached} {milestones} {out_of} {total} "),
    )
