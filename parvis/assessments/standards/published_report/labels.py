"""Labels as data: what stands in labels.yaml, and the questions, section titles and options of the form files."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from ...types import ReportKind
from ..report_forms import Question, form_for
from .words import Words, folded

LANGUAGES = ("en", "fr", "es")
_FILE = Path(__file__).parent / "labels.yaml"


@dataclass(frozen=True)
class Label:
    """`role` is what it does ("field"), `key` which it is ("evidence"). `is_seen` when a published page printed it."""

    role: str
    key: str
    text: str
    language: str
    is_seen: bool
    words: tuple[str, ...]


class Labels:
    """Every label of every language, found by its words; those of `language` come first."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._whole: dict[tuple[str, ...], list[Label]] = {}
        self._first: dict[tuple[str, str], list[Label]] = {}
        self._by_key: dict[tuple[str, str], list[Label]] = {}
        for label in sorted(_all(), key=lambda label: (label.language != language, not label.is_seen)):
            self._whole.setdefault(label.words, []).append(label)
            self._by_key.setdefault((label.role, label.key), []).append(label)
            self._first.setdefault((label.role, label.words[0]), []).append(label)
        for labels in self._first.values():
            labels.sort(key=lambda label: -len(label.words))

    def find(self, words: Words, *roles: str, allowed: Container[str] | None = None) -> Label | None:
        """The label that is all of these words; `allowed` are its possible keys."""
        known = self._whole.get(words.folded, ()) if words.whole else ()
        return next(
            (label for label in known if label.role in roles and (allowed is None or label.key in allowed)), None
        )

    def begins(self, words: Words, role: str) -> Label | None:
        """The longest label with which these words begin."""
        known = self._first.get((role, words.folded[0]), ()) if words.folded else ()
        return next((label for label in known if words.folded[: len(label.words)] == label.words), None)

    def of(self, role: str, key: str) -> list[Label]:
        return self._by_key.get((role, key), [])

    def has_beginning(self, role: str, text: str) -> bool:
        """Whether a label goes on from that text, folded."""
        return any(" ".join(label.words).startswith(text) for label in _all() if label.role == role)


@cache
def labels(language: str) -> Labels:
    return Labels(language)


@cache
def said(language: str) -> Mapping[str, Any]:
    """The rest of labels.yaml for a language: months, number words and the like."""
    return _file()[language]


@cache
def glossary_titles() -> tuple[str, ...]:
    return tuple(_file()["glossary"])


@cache
def _file() -> Mapping[str, Any]:
    with _FILE.open(encoding="utf-8") as file:
        return YAML(typ="safe").load(file)


@cache
def _all() -> tuple[Label, ...]:
    return tuple(label for language in LANGUAGES for label in (*_of_file(language), *_of_forms(language)))


def _of_file(language: str) -> Iterator[Label]:
    file = _file()[language]
    for role in ("heading", "header", "field", "value", "option", "comment"):
        for key, entries in file.get(role, {}).items():
            yield from _labels(role, key, language, entries)
    for role in ("plan_title", "section", "commitment", "furniture", "end"):
        yield from _labels(role, role, language, file[role])
    for kind, sections in file.get("section_title", {}).items():
        for number, entries in sections.items():
            yield from _labels("section_title", f"{kind} {number}", language, entries)
    for kind, questions in file.get("question", {}).items():
        for question in form_for(ReportKind(kind)).questions:
            yield from _labels("question", _key(kind, question), language, questions.get(question.code, ()))


def _labels(role: str, key: str, language: str, entries: Any) -> Iterator[Label]:
    for entry in entries:
        yield Label(role, key, entry["text"], language, entry["seen"], folded(entry["text"]))


def _of_forms(language: str) -> Iterator[Label]:
    """The forms' English is as printed; what they say in other languages is ours, so assumed."""
    as_printed = language == "en"
    for kind in ReportKind:
        form = form_for(kind)
        for section in form.sections:
            if title := section.title.get(language):
                yield Label("section_title", f"{kind} {section.number}", title, language, as_printed, folded(title))
        for question in form.questions:
            if text := question.label.get(language):
                yield Label("question", _key(kind, question), text, language, as_printed, folded(text))
            for option in question.options:
                if text := option.text.get(language):
                    is_seen = as_printed and option.is_seen
                    yield Label("option", option.code, text, language, is_seen, folded(text))


def _key(kind: str, question: Question) -> str:
    return f"{kind} {question.section} {question.code}"
