"""Whether a form file says what a form must say. It is read when the program starts, so what is wrong stops it there,
with the file, the place and what is wanted: for whoever wrote the file."""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

_SCHEMA = Draft202012Validator(json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8")))


class FormFileWrong(ValueError):
    """`file`, and where in it."""

    def __init__(self, file: str, where: str, problem: str) -> None:
        super().__init__(f"{file}: {where}: {problem}" if where else f"{file}: {problem}")


def require_form(said: Any, *, file: str, scales: Collection[str]) -> None:
    """Raises `FormFileWrong`. The name in the file is that of the file, so that two forms cannot have one."""
    error = best_match(_SCHEMA.iter_errors(said))
    if error is not None:
        raise FormFileWrong(file, " → ".join(map(str, error.absolute_path)), error.message)
    if said["form"] != Path(file).stem:
        raise FormFileWrong(file, "form", f"a form is called as its file is: {Path(file).stem}")
    for where, problem in _problems(said, scales):
        raise FormFileWrong(file, where, problem)


def _problems(said: Mapping[str, Any], scales: Collection[str]) -> Iterator[tuple[str, str]]:
    """What a schema cannot say."""
    for number, section in said["sections"].items():
        repeats = section.get("repeats") == "commitment"
        for code, question in section["questions"].items():
            where = f"sections → {number} → questions → {code}"
            if code.startswith("n.") != repeats:
                yield where, "a code begins with n. in a section that repeats for each commitment, and nowhere else"
            if "scale" in question and "options" in question:
                yield where, "a question has a scale or options, not both"
            if question.get("scale", next(iter(scales), "")) not in scales:
                yield where, f"there is no scale {question['scale']}; there are {', '.join(sorted(scales))}"
            if question.get("not_applicable") and "scale" not in question:
                yield where, "only a value of a scale can be not applicable"
