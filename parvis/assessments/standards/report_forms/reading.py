from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from parvis.kernel.languages import Multilingual

from ...types import ReportKind
from .checking import require_form

FOLDER = Path(__file__).parent
_SCALES = "scales.yaml"


@dataclass(frozen=True)
class Option:
    """One answer that may be chosen. `text` is as printed, `name` the same in a few words of ours where it is long.

    `is_seen` is false where no source has shown it yet.
    """

    code: str
    text: Multilingual
    is_seen: bool = True
    name: Multilingual = Multilingual()


@dataclass(frozen=True)
class Scale:
    """Values from worst to best where they have an order. Scales are never merged, however alike their words."""

    name: str
    label: Multilingual
    values: tuple[Option, ...]
    help: Multilingual = Multilingual()

    def value(self, code: str) -> Option | None:
        return next((value for value in self.values if value.code == code), None)


@dataclass(frozen=True)
class Question:
    """`code` is "1.1", or "n.1" where the section repeats per commitment. Without scale and options it is text only."""

    code: str
    section: str
    label: Multilingual
    name: Multilingual = Multilingual()
    help: Multilingual = Multilingual()
    scale: Scale | None = None
    options: tuple[Option, ...] = ()
    may_be_not_applicable: bool = False
    is_required: bool = False

    @property
    def has_only_text(self) -> bool:
        return self.scale is None and not self.options

    def printed(self, commitment: int | None) -> str:
        """The code as a report prints it: "n.3" of commitment 2 is "2.3"."""
        return self.code if commitment is None else self.code.replace("n.", f"{commitment}.", 1)

    def choice(self, code: str) -> Option | None:
        """The value or option with that code."""
        known = self.options + (self.scale.values if self.scale else ())
        return next((option for option in known if option.code == code), None)


@dataclass(frozen=True)
class Section:
    number: str
    title: Multilingual
    questions: tuple[Question, ...]
    repeats_per_commitment: bool = False


@dataclass(frozen=True)
class Form:
    """`name` is what a stored report remembers: a new version has a new one. Due `due_months` after `due_after`."""

    name: str
    kind: ReportKind
    title: Multilingual
    url: str
    handbook: str
    due_months: int
    due_after: str
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, section: str, code: str) -> Question | None:
        """`code` as the form writes it ("n.3"); codes collide between sections, so both are needed."""
        return next((q for q in self.questions if (q.section, q.code) == (section, code)), None)

    def asked(self, section: str, printed: str, commitment: int | None) -> Question | None:
        """The question that a report prints so: "2.3" of commitment 2 in section 3, or of none in section 2."""
        of_one = [q for q in self.questions if q.section == section and q.code.startswith("n.") == bool(commitment)]
        return next((q for q in of_one if q.printed(commitment) == printed), None)


@cache
def scales() -> Mapping[str, Scale]:
    return {name: _scale(name, said) for name, said in _read(FOLDER / _SCALES).items()}


def scale(name: str) -> Scale:
    return scales()[name]


@cache
def forms() -> Mapping[str, Form]:
    """Every form and version there is, by name."""
    read = (_form(_checked(path)) for path in sorted(FOLDER.glob("*.yaml")) if path.name != _SCALES)
    return {form.name: form for form in read}


def form(name: str) -> Form:
    return forms()[name]


def form_for(kind: ReportKind) -> Form:
    """The newest version of the form of a kind: its name ends in the highest number."""
    return max((form for form in forms().values() if form.kind == kind), key=_version)


def _version(form: Form) -> int:
    return int(form.name.rpartition("-")[2])


def _read(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return YAML(typ="safe").load(file)


def _checked(path: Path) -> Any:
    said = _read(path)
    require_form(said, file=path.name, scales=scales())
    return said


def _form(said: Mapping[str, Any]) -> Form:
    return Form(
        name=said["form"],
        kind=ReportKind(said["kind"]),
        title=Multilingual(said["title"]),
        url=said["url"],
        handbook=str(said["handbook"]),
        due_months=said["due"]["months"],
        due_after=said["due"]["after"],
        sections=tuple(_section(str(number), section) for number, section in said["sections"].items()),
    )


def _section(number: str, said: Mapping[str, Any]) -> Section:
    return Section(
        number=number,
        title=Multilingual(said["title"]),
        questions=tuple(_question(str(code), number, question) for code, question in said["questions"].items()),
        repeats_per_commitment=said.get("repeats") == "commitment",
    )


def _question(code: str, section: str, said: Mapping[str, Any]) -> Question:
    return Question(
        code=code,
        section=section,
        label=Multilingual(said["label"]),
        name=Multilingual(said.get("name", {})),
        help=Multilingual(said.get("help", {})),
        scale=scale(said["scale"]) if "scale" in said else None,
        options=_options(said.get("options", {})),
        may_be_not_applicable=said.get("not_applicable", False),
        is_required=said.get("required", False),
    )


def _scale(name: str, said: Mapping[str, Any]) -> Scale:
    return Scale(name, Multilingual(said["label"]), _options(said["values"]), Multilingual(said.get("help", {})))


def _options(said: Mapping[str, Any]) -> tuple[Option, ...]:
    return tuple(
        Option(code, Multilingual(option["text"]), option.get("seen", True), Multilingual(option.get("name", {})))
        for code, option in said.items()
    )
