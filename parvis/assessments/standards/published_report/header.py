"""The fields above the questions. Some pages lose a label, some a value; what is left still stands in its order."""

from dataclasses import dataclass, field

from ...types import ReportKind
from .addresses import TAKEN_OUT
from .heading import Heading, plan_and_member
from .labels import Labels
from .lines import Line
from .margin import Margin

_LONG = ("action", "problem")
_ALIKE = 0.6


@dataclass
class Header:
    """`lines` of each field, by its name."""

    lines: dict[str, list[Line]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return "\n".join(line.text for line in self.lines.get(name, ()))

    @property
    def evaluators(self) -> tuple[str, ...]:
        printed = self.text("evaluator").replace(TAKEN_OUT, "")
        names = (name.strip(" ,()<>") for name in printed.split(";"))
        return tuple(name for name in names if name)


def header(lines: list[Line], heading: Heading, labels: Labels, margin: Margin) -> Header:
    reading = _Reading(heading, labels, margin)
    for line in lines:
        reading.take(line)
    reading.close()
    return reading.header


class _Reading:
    def __init__(self, heading: Heading, labels: Labels, margin: Margin) -> None:
        self.heading, self.labels, self.margin = heading, labels, margin
        self.header = Header()
        self.current = ""
        self.waiting = False
        self.unlabelled: list[Line] = []

    def take(self, line: Line) -> None:
        line = line.saying(line.unmarked) if line.text.startswith("- ") else line
        if label := self.labels.find(line.words, "header"):
            self.margin.used(label, line)
            # An address was the whole line under its label, and is gone.
            self.current, self.waiting = label.key, label.key != "email"
        elif label := self.labels.find(line.words, "furniture"):
            self.margin.used(label, line)
        elif not self._has_label_before_colon(line):
            self._take_value(line)

    def _has_label_before_colon(self, line: Line) -> bool:
        label = self.labels.begins(line.words, "header")
        if label is None or line.text[line.words.after(len(label.words)) :].lstrip()[:1] != ":":
            return False
        self.margin.used(label, line)
        self._put(label.key, line.rest(len(label.words)))
        return True

    def _take_value(self, line: Line) -> None:
        if (self.waiting and self._fits(line)) or (self.current in _LONG and self.current in self.header.lines):
            self._put(self.current, line)
        elif (name := self._next(line)) is not None:
            self._put(name, line)
        elif "commitment" in self.header.lines:
            self.unlabelled.append(line)
        else:
            self.margin.keep(line)

    def _put(self, name: str, line: Line) -> None:
        if name in self.header.lines and name not in _LONG:
            if self.header.text(name) != line.text:
                self.margin.keep(line)
        else:
            self.header.lines.setdefault(name, []).append(line)
        self.current, self.waiting = name, False

    def _fits(self, line: Line) -> bool:
        """Whether a line is the value of the label above it, and not of a later one whose label is lost."""
        if self.current == "plan":
            return self._is_plan(line) or not self._is_subject(line)
        return self.current != "member" or not self._is_plan(line)

    def _next(self, line: Line) -> str | None:
        """The field of a line without a label: by its shape, or as the next of those that the form has."""
        known = self.header.lines
        if "plan" not in known and self._is_plan(line):
            return "plan"
        if "member" not in known and "plan" not in known and "commitment" not in known:
            member = plan_and_member(self.heading.subject, self.labels)[1]
            if self.current != "plan" and (
                line.text == member or (not member and self.current in ("evaluator", "email"))
            ):
                return "member"
        is_on_one = self.heading.kind == ReportKind.END_OF_COMMITMENT
        return "commitment" if is_on_one and "commitment" not in known and self.current else None

    def _is_plan(self, line: Line) -> bool:
        return plan_and_member(line.text, self.labels)[0] != ""

    def _is_subject(self, line: Line) -> bool:
        """Much the same words as the title of the page names: its wording of a commitment may differ a little."""
        one, other = set(line.words.folded), set(Line(0, self.heading.subject).words.folded)
        return len(one & other) >= _ALIKE * max(len(one), len(other), 1)

    def close(self) -> None:
        missing = [name for name in _LONG if name not in self.header.lines]
        if len(missing) == len(self.unlabelled):
            for name, line in zip(missing, self.unlabelled, strict=True):
                self.header.lines[name] = [line]
        else:
            self.margin.keep(*self.unlabelled)
