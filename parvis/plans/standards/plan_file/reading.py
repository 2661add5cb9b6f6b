"""From the bytes of a file to what it says, or to everything that is wrong with it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from .agreement import agreement_problems
from .encoding import decoded
from .nodes import MOST_PROBLEMS, Node, tree
from .problems import Path, Place, PlanFileRefused, Problem
from .shape import parts, shape_problems
from .values import value_problems

Document = dict[str, Any]


@dataclass(frozen=True)
class PlanFile:
    """What a file says, as plain values: dates are ISO text. `place_of` leads back to its lines."""

    document: Document
    sha256: str
    place_of: Callable[[Path], Place]


def read(raw: bytes, *, today: date) -> PlanFile:
    """Raises `PlanFileRefused` with every problem, in the order of the lines; of a great many, with the first found."""
    text = decoded(raw)
    if "plan_file" not in text:  # before YAML is looked for in what may be a table or a letter
        raise PlanFileRefused([_another_kind(Place(1, 1))])
    root, problems = tree(text)
    if not isinstance(root.value, dict) or root["plan_file"] is None:
        raise PlanFileRefused([*problems, _another_kind(root.place)])
    further = chain(shape_problems(root), value_problems(root, today=today), agreement_problems(root))
    problems += islice(further, MOST_PROBLEMS - len(problems))
    if problems:
        raise PlanFileRefused(_in_order(problems))
    return PlanFile(_plain(root), hashlib.sha256(raw).hexdigest(), root.place_of)


def placed(problems: list[Problem], place_of: Callable[[Path], Place]) -> list[Problem]:
    """Problems found later, such as in the database, with their lines."""
    return [replace(problem, place=place_of(problem.path)) for problem in problems]


def _another_kind(place: Place) -> Problem:
    return Problem(
        "not_a_plan_file",
        _("This is not a plan file."),
        _("A plan file begins with plan_file: 1; docs/plan-file.md describes the rest."),
        place=place,
    )


def _in_order(problems: list[Problem]) -> list[Problem]:
    """By line; of several problems of one code with one value, the first."""
    ordered = sorted(problems, key=lambda problem: problem.place or Place(0, 0))
    return list({(problem.code, problem.path): problem for problem in reversed(ordered)}.values())[::-1]


def _plain(root: Node) -> Document:
    document = root.plain()
    for part, path, node in parts(root):
        if part == "date":
            *before, last = path
            holder = document
            for step in before:
                holder = holder[step]
            holder[last] = str(node.value)
    return document
