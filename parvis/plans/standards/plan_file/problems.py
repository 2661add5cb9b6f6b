"""What is wrong with a plan file: where, what, and what to do about it; every problem of a file in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import override

from parvis.kernel.errors import Refusal

Path = tuple[str | int, ...]
Words = str | Promise


class Place(NamedTuple):
    """Counted from 1, in characters."""

    line: int
    column: int


@dataclass(frozen=True)
class Problem:
    """`code` is stable, for machines; `what` and `advice` are sentences for people."""

    code: str
    what: Words
    advice: Words
    path: Path = ()
    place: Place | None = None

    def told(self, file: str) -> str:
        """On two lines, in the language being spoken: where, then what and what to do."""
        where = ":".join([file, *(str(number) for number in self.place or ())])
        field = f" {field_name(self.path)}" if self.path else ""
        return f"{where}{field}\n    {self.what} {self.advice}"

    def as_json(self) -> dict[str, object]:
        line, column = self.place or (None, None)
        return {
            "code": self.code,
            "line": line,
            "column": column,
            "field": field_name(self.path),
            "what": in_each_language(self.what),
            "what_to_do": in_each_language(self.advice),
        }


class PlanFileRefused(Refusal):
    """The file cannot enter, and nothing of it was stored. `problems` are all that were found."""

    status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(str(problem.what) for problem in problems[:1]))
        self.problems = list(problems)


def say(template: Any, **facts: object) -> Words:
    """A sentence with its facts, put into words only when it is read, in the language spoken then."""
    return format_lazy(template, **facts)


def field_name(path: Path) -> str:
    """As jq writes it: `commitments[0].milestones[2].due`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def in_each_language(words: Words) -> dict[str, str]:
    said = {}
    for code in ("en", "fr"):
        with override(code):
            said[code] = str(words)
    return said
