"""Contradictions that can be computed from a report and what is known around it: shown with both sides, never stored.

Each rule is a pure function over loaded rows (`Told`) and says nothing where it cannot know. A new rule is a new
module and a name in `RULES`.
"""

from collections.abc import Callable, Iterator

from . import counted, deadline, divergence, evaluator, listed, results
from .divergence import on_milestone
from .told import Finding, Side, Told

RULES: list[Callable[[Told], Iterator[Finding]]] = [
    counted.find,
    divergence.find,
    evaluator.find,
    deadline.find,
    listed.find,
    results.find,
]


def findings(told: Told) -> list[Finding]:
    return [found for find in RULES for found in find(told)]


__all__ = ["RULES", "Finding", "Side", "Told", "findings", "on_milestone"]
