"""Which rows of the two layouts are likely the same commitment. They are linked with a score, and never merged.

Only rows of one member's plan of one number are compared. Titles decide; the same number and year speak for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from parvis.kernel.folding import fold

from ...matching import bare_words, likeness

LIKELY = 0.6
# Of the score: the title, the number, the year in which the plan was submitted.
_TITLE, _NUMBER, _YEAR = 0.85, 0.1, 0.05
# "10. ", "COMMITMENT 2: ": what a title begins with in one file and not in the other.
_LEADING = re.compile(
    r"^(?:(?:commitment|compromiso|engagement|action|measure)\s+)?(?:(?:n|no)\s*)?(?:\d+[a-z]?\s+)+(?=[^\d\s])"
)
_LONG_FRACTION = re.compile(r"\d{1,4}\.\d{10,20}", re.ASCII)


@dataclass(frozen=True)
class Compared:
    """What of a row is compared with one of the other layout."""

    key: str
    plan_number: str
    number: str
    year: str
    title: str
    short_title: str


@dataclass(frozen=True)
class Likely:
    """`current` and `older` are the rows' keys; `score` is above `LIKELY` and at most 1."""

    current: str
    older: str
    score: float


def likely_matches(current: Iterable[Compared], older: Iterable[Compared]) -> list[Likely]:
    """Of one member's rows; each is in one match at most, that with the highest score."""
    found = sorted(_scored(current, older), key=lambda one: (-one.score, one.current, one.older))
    taken: set[tuple[str, str]] = set()
    matches = []
    for one in found:
        ends = {("current", one.current), ("older", one.older)}
        if not ends & taken:
            taken |= ends
            matches.append(one)
    return matches


def _scored(current: Iterable[Compared], older: Iterable[Compared]) -> Iterator[Likely]:
    of_plan = _by_plan(older)
    for row in current:
        for other in of_plan.get(row.plan_number, ()):
            score = score_of(row, other)
            if score >= LIKELY:
                yield Likely(row.key, other.key, score)


def _by_plan(rows: Iterable[Compared]) -> Mapping[str, list[Compared]]:
    plans = defaultdict(list)
    for row in rows:
        plans[row.plan_number].append(row)
    return plans


def score_of(row: Compared, other: Compared) -> float:
    """From 0 to 1, whichever layout each is of."""
    score = _TITLE * _titles(row, other)
    score += _NUMBER * (_number(row.number) == _number(other.number))
    score += _YEAR * (bool(row.year) and row.year == other.year)
    return round(score, 2)


def _titles(row: Compared, other: Compared) -> float:
    """Long and short titles against each other: one file shortens what the other has whole."""
    return max(
        _alike(bare_title(one), bare_title(another))
        for one in {row.title, row.short_title or row.title}
        for another in {other.title, other.short_title or other.title}
    )


def _alike(title: str, other: str) -> float:
    return 1.0 if title and title == other else likeness(title, other)


def _number(written: str) -> str:
    """A spreadsheet has made 4.0999999999999996 of 4.1."""
    digits = written.rstrip(".")
    return f"{float(digits):.6g}" if _LONG_FRACTION.fullmatch(digits) else fold(digits)


@lru_cache(maxsize=4096)
def bare_title(title: str) -> str:
    """Its words, without the number in front."""
    words = bare_words(title)
    return _LEADING.sub("", words) or words
