"""The file as a tree in which every value knows its line: built from YAML events, so that nothing is ever constructed.

YAML 1.2 with the core schema, of which JSON is a part. Anchors, aliases and tags are refused: with them a small file
can stand for an endless one.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .problems import Path, Place, PlanFileRefused, Problem, say
from .syntax import syntax_problem

DEEPEST = 20
MOST_NODES = 200_000
# Whoever mends the first of these will see the others differently.
MOST_PROBLEMS = 1_000
_CORE: list[tuple[re.Pattern[str], Callable[[str], Any]]] = [
    (re.compile(r"|~|null|Null|NULL"), lambda text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]{1,18}"), int),
    (re.compile(r"[-+]?(\.[0-9]{1,20}|[0-9]{1,20}\.[0-9]{0,20})"), Decimal),
]
# To some readers of YAML these end a line, to others not.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Node:
    """`value` is a dict of nodes, a list of nodes, or text, int, Decimal, bool, None. `keys` are the places of keys."""

    value: Any
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)

    def __getitem__(self, name: str) -> "Node | None":
        return self.value.get(name) if isinstance(self.value, dict) else None

    def each(self, name: str) -> Iterator[tuple[int, "Node"]]:
        """The numbered items of a list that is a field of this; nothing where there is no such list."""
        items = self[name]
        if items is not None and isinstance(items.value, list):
            yield from enumerate(items.value)

    def named(self, name: str) -> dict[str, "Node"]:
        """A field of this that holds named things; empty where there is none."""
        found = self[name]
        return found.value if found is not None and isinstance(found.value, dict) else {}

    def text(self, name: str) -> str | None:
        found = self[name]
        return found.value if found is not None and isinstance(found.value, str) else None

    def number(self, name: str) -> int | None:
        found = self[name]
        return found.value if found is not None and type(found.value) is int else None

    def plain(self) -> Any:
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def place_of(self, path: Path) -> Place:
        """Of the value at the path, as far as the path leads."""
        node, place = self, self.place
        for step in path:
            try:
                node = node.value[step]
            except (KeyError, IndexError, TypeError):
                return place
            place = node.place
        return place


def tree(text: str) -> tuple[Node, list[Problem]]:
    """The root, and what is wrong that does not stop the reading. Raises `PlanFileRefused` for what does."""
    if (found := _LINE_ENDS.search(text)) is not None:
        raise PlanFileRefused([_odd_line_end(text, found.start())])
    builder = _Builder()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except (
        YAMLError,
        ValueError,
        OverflowError,
        IndexError,
    ) as error:  # the last three from escapes such as \\U99999999
        raise PlanFileRefused([*builder.problems, syntax_problem(error, text)]) from error
    if builder.root is None:
        raise PlanFileRefused([Problem("empty", _("The file says nothing."), _("Begin it with: plan_file: 1"))])
    return builder.root, builder.problems


@dataclass
class _Open:
    """A mapping or a list whose end has not been read. In a mapping, `key` is the one whose value comes next."""

    node: Node
    path: Path
    key: str | None = None


class _Builder:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.count = self.documents = 0

    def take(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise PlanFileRefused([_second_document(_place(event))])
        elif isinstance(event, AliasEvent):
            self._complain(event, "alias", _("The file refers to another part of itself with *."))
            self._put(Node("", _place(event)))
        elif isinstance(event, ScalarEvent):
            self._check_marks(event)
            self._put(Node(_tidy(event.value) if self._awaits_a_key() else self._scalar(event), _place(event)))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._check_marks(event)
            self._begin(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.open.pop()
        elif isinstance(event, DocumentEndEvent):
            pass

    @property
    def path(self) -> Path:
        """Of the value that comes next."""
        if not self.open:
            return ()
        inside = self.open[-1]
        if isinstance(inside.node.value, list):
            return (*inside.path, len(inside.node.value))
        return (*inside.path, inside.key) if inside.key is not None else inside.path

    def _begin(self, event: Event) -> None:
        if len(self.open) >= DEEPEST:
            raise PlanFileRefused([*self.problems, _too_deep(_place(event))])
        node = Node({} if isinstance(event, MappingStartEvent) else [], _place(event))
        opened = _Open(node, self.path)
        if self._awaits_a_key():
            self._complain(event, "key", _("The name of a field must be one word."), _("Write the name as plain text."))
            self.open[-1].key = ""
        else:
            self._put(node)
        self.open.append(opened)

    def _awaits_a_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].node.value, dict) and self.open[-1].key is None

    def _put(self, node: Node) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            raise PlanFileRefused([*self.problems, _too_many(node.place)])
        if not self.open:
            self.root = node
        elif self._awaits_a_key():
            self._put_key(node)
        elif isinstance(self.open[-1].node.value, list):
            self.open[-1].node.value.append(node)
        else:
            inside = self.open[-1]
            if node.value is None and inside.key is not None:
                node = Node(None, inside.node.keys.get(inside.key, node.place))
            inside.node.value.setdefault(inside.key, node)
            inside.key = None

    def _put_key(self, node: Node) -> None:
        inside, key = self.open[-1], node.value
        first = inside.node.keys.get(key)
        if first is not None:
            self._keep(_twice(key, first, (*inside.path, key), node.place))
        inside.node.keys.setdefault(key, node.place)
        inside.key = key

    def _scalar(self, event: ScalarEvent) -> Any:
        if event.implicit[0]:
            for shape, meaning in _CORE:
                if shape.fullmatch(event.value):
                    return meaning(event.value)
        text = _whole_characters(event.value)
        if _UNFIT.search(text):
            self._complain(
                event,
                "unfit_characters",
                _("The text holds characters that cannot be shown."),
                _("Type it again, or paste it as plain text."),
            )
            text = _UNFIT.sub(" ", text)
        return _tidy(text)

    def _check_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._complain(event, "anchor", _("The value is marked with & to be repeated elsewhere."))
        if event.tag is not None:
            self._complain(
                event, "tag", say(_("The value carries a YAML tag, {tag}."), tag=event.tag), _("Take the tag out.")
            )

    def _complain(self, event: Event, code: str, what: Any, advice: Any = None) -> None:
        advice = advice or _("Write the value out in each place.")
        self._keep(Problem(code, what, advice, self.path, _place(event)))

    def _keep(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise PlanFileRefused(self.problems)


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _whole_characters(text: str) -> str:
    """JSON writes what lies beyond the first plane as two halves, each escaped."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\ufffd", "\ufffe")


def _tidy(text: str) -> str:
    """One spelling for what reads the same, as for every text of Parvis: composed letters, no blanks at line ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n")


def _twice(key: str, first: Place, path: Path, place: Place) -> Problem:
    return Problem(
        "duplicate_key",
        say(_("The field {name} is here twice; it is first on line {line}."), name=key, line=first.line),
        _("Keep one of the two."),
        path,
        place,
    )


def _odd_line_end(text: str, position: int) -> Problem:
    before = text[:position]
    return Problem(
        "unfit_characters",
        _("The file holds a character that ends a line for some programs and not for others."),
        _("Delete it, or write it as an escape between double quotes, such as \\u2028."),
        place=Place(before.count("\n") + 1, position - before.rfind("\n")),
    )


def _second_document(place: Place) -> Problem:
    return Problem(
        "second_document",
        _("A second document begins here."),
        _("Put each plan in a file of its own, and take out the line with three dashes."),
        place=place,
    )


def _too_deep(place: Place) -> Problem:
    return Problem(
        "too_deep",
        say(_("Values stand inside values more than {most} deep."), most=DEEPEST),
        _("No field of a plan file is so deep: check the brackets and the spaces before this line."),
        place=place,
    )


def _too_many(place: Place) -> Problem:
    return Problem(
        "too_many",
        say(_("The file holds more than {most} values."), most=MOST_NODES),
        _("A plan file holds one plan. Check that it does not repeat itself."),
        place=place,
    )
