"""Which line is what: the header, each question with what stands under it, titles of commitments, the end of the page.

A question is known by its code and wording; codes collide between sections, so the order of the form decides. Lines
that a page has lost are missed, not required.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...types import ReportKind
from ..report_forms import Form, Question, form_for
from .labels import Label, Labels
from .lines import Line
from .margin import Margin
from .words import Words, words_of

_CODE = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,2})(?!\d)\.?\s*[–—:-]?\s*")
_CLOSED = re.compile(r"\s*(?:[.:–—-]|$)")
_ASKING = ("?", ":", "?*", ".*")
_QUOTES = '“”«"'
_FEWEST_WORDS = 4
_MOST_IN_A_TITLE = 160
_ALIKE = 0.75

Position = tuple[int, int, int]


@dataclass
class Asked:
    """A question as printed, and the lines under it."""

    question: Question
    code: str
    commitment: int | None
    line: Line
    body: list[Line] = field(default_factory=list)


@dataclass
class Outline:
    header: list[Line] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    titles: dict[int, Line] = field(default_factory=dict)
    end: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class _Candidate:
    position: Position
    question: Question
    commitment: int | None


def outline(lines: list[Line], kind: ReportKind, labels: Labels, margin: Margin) -> Outline:
    scan = _Scan(form_for(kind), labels, margin)
    for number, line in enumerate(lines):
        scan.take(line, lines[number + 1] if number + 1 < len(lines) else None)
    scan.close()
    return scan.outline


class _Scan:
    def __init__(self, form: Form, labels: Labels, margin: Margin) -> None:
        self.form, self.labels, self.margin = form, labels, margin
        self.outline = Outline()
        self.last: Position = (-1, 0, 0)
        self.section: str | None = None
        self.section_title: tuple[str, ...] | None = None
        self.announced: int | None = None
        self.intro: list[Line] = []
        self.into = self.outline.header

    def take(self, line: Line, following: Line | None) -> None:
        if self.into is self.outline.end:
            self.into.append(line)
        elif self._is_end(line):
            self.close()
            self.into = self.outline.end
            self.into.append(line)
        elif self._is_section_title(line) or self._is_section(line) or self._is_commitment(line):
            pass
        elif not self._is_question(line, following):
            self.into.append(line)

    def close(self) -> None:
        """Lines before a first question that never came."""
        if self.intro and self.announced and self.announced not in self.outline.titles:
            self.outline.titles[self.announced] = self.intro.pop(0)
        self.margin.keep(*self.intro)
        self.intro.clear()

    # The end

    def _is_end(self, line: Line) -> bool:
        if not self.outline.asked:
            return False
        label = self.labels.find(line.words, "end")
        if label is None and (self._at_the_last_question() or any(mark in line.text for mark in _QUOTES)):
            label = comments_heading(line, self.labels)
        return label is not None

    def _at_the_last_question(self) -> bool:
        return self.outline.asked[-1].question.code == self.form.questions[-1].code

    # Sections

    def _is_section(self, line: Line) -> bool:
        label = self.labels.begins(line.words, "section")
        if label is None or len(line.words) <= len(label.words):
            return False
        number = line.words.folded[len(label.words)]
        count = len(label.words) + 1
        if number not in self._numbers() or (self.section or "") > number:
            return False
        rest = line.rest(count)
        title = self._title_label(number, rest.words.folded)
        if rest.text and not title and not _CLOSED.match(line.text, line.words.after(count)):
            return False
        self.close()
        self.section, self.section_title, self.announced, self.into = number, (), None, self.intro
        self.margin.used(label, line)
        if rest.text and not self._is_section_title(rest):
            self.margin.keep(rest)
        return True

    def _numbers(self) -> list[str]:
        return [section.number for section in self.form.sections]

    def _is_section_title(self, line: Line) -> bool:
        """A section's title may take several lines."""
        if self.section_title is None or self.section is None:
            return False
        words = (*self.section_title, *line.words.folded)
        label = self._title_label(self.section, words) if line.words.folded else None
        if label:
            self.section_title = words
            self.margin.used(label, line)
            return True
        self.section_title = None
        return False

    def _title_label(self, number: str, words: tuple[str, ...]) -> Label | None:
        known = self.labels.of("section_title", f"{self.form.kind} {number}")
        return next((label for label in known if words and label.words[: len(words)] == words), None)

    # Commitments

    def _is_commitment(self, line: Line) -> bool:
        words = line.words
        if self.form.kind != ReportKind.INCEPTION or len(words) < 2:
            return False
        number, word = (words.folded[0], 1) if words.folded[0].isdecimal() else (words.folded[1], 0)
        label = self.labels.begins(Words(words.folded[word:], words.ends[word:]), "commitment")
        if label is None or not number.isdecimal() or len(label.words) != 1 or not self._may_be_commitment(int(number)):
            return False
        if not _CLOSED.match(line.text, words.after(2)):
            return False
        self.close()
        self.announced, self.into, self.section_title = int(number), self.intro, None
        self.margin.used(label, line)
        if (rest := line.rest(2)).text:
            self.intro.append(rest)
        return True

    def _may_be_commitment(self, number: int) -> bool:
        section, last, _question = self.last
        repeating = len(self.form.sections) - 1
        if section == repeating:
            return number > last
        return self.section == self.form.sections[repeating].number or section == repeating - 1

    # Questions

    def _is_question(self, line: Line, following: Line | None) -> bool:
        coded = _CODE.match(line.text)
        found = self._by_code(line, coded, following) if coded else self._by_wording(line)
        if found is None:
            return False
        candidate, rest = found
        self._begin(candidate, coded[1] if coded else candidate.question.printed(candidate.commitment), line)
        if rest.text:
            self.into.append(rest)
        return True

    def _by_code(self, line: Line, coded: re.Match[str], following: Line | None) -> tuple[_Candidate, Line] | None:
        asked = line.saying(line.text[coded.end() :])
        candidates = [it for it in self._candidates(coded[1]) if it.position > self.last]
        for candidate in candidates:
            if label := self._wording(candidate.question, asked.words):
                self.margin.used(label, line)
                is_whole = asked.words.folded[: len(label.words)] == label.words
                return candidate, asked.rest(len(label.words)) if is_whole else asked.saying("")
        for candidate in candidates:
            if self._is_asked_here(candidate, asked, following):
                self.margin.by_number.setdefault(coded[1], line.number)
                return candidate, asked.saying("")
        return None

    def _candidates(self, code: str) -> Iterator[_Candidate]:
        number, _dot, rest = code.partition(".")
        for place, section in enumerate(self.form.sections):
            for nth, question in enumerate(section.questions):
                if not section.repeats_per_commitment and question.code == code:
                    yield _Candidate((place, 0, nth), question, None)
                elif section.repeats_per_commitment and question.code == f"n.{rest}":
                    yield _Candidate((place, int(number), nth), question, int(number))

    def _wording(self, question: Question, words: Words) -> Label | None:
        known = self.labels.of("question", f"{self.form.kind} {question.section} {question.code}")
        for label in known:
            if words.folded[: len(label.words)] == label.words:
                return label
        for label in known:
            cut = len(words) >= _FEWEST_WORDS and label.words[: len(words)] == words.folded
            if cut or _share(words.folded, label.words) >= _ALIKE:
                return label
        return None

    def _is_asked_here(self, candidate: _Candidate, asked: Line, following: Line | None) -> bool:
        """Whether a line whose wording is new to us is this question: by its section, its place and its shape."""
        section, commitment, question = candidate.position
        if not asked.text or self.form.sections[section].number != self.section:
            return False
        if candidate.commitment and commitment not in (max(1, self.last[1]), self.last[1] + 1, self.announced):
            return False
        begins_section = self.into is self.intro and question == 0
        if asked.text.endswith(_ASKING) or begins_section:
            return True
        return following is not None and self.labels.find(following.words, "field", "value", "option") is not None

    def _by_wording(self, line: Line) -> tuple[_Candidate, Line] | None:
        """A question whose code is lost: only by its exact words."""
        label = self.labels.find(line.words, "question")
        if label is None or not label.key.startswith(f"{self.form.kind} "):
            return None
        for place, section in enumerate(self.form.sections):
            for nth, question in enumerate(section.questions):
                commitment = (self.announced or max(1, self.last[1])) if section.repeats_per_commitment else None
                position = (place, commitment or 0, nth)
                if position > self.last and label in self.labels.of(
                    "question", f"{self.form.kind} {section.number} {question.code}"
                ):
                    self.margin.used(label, line)
                    return _Candidate(position, question, commitment), line.saying("")
        return None

    def _begin(self, candidate: _Candidate, code: str, line: Line) -> None:
        if candidate.commitment and candidate.commitment != self.last[1]:
            self._name(candidate.commitment, code)
        self.close()
        self.last, self.section_title = candidate.position, None
        self.section = self.form.sections[candidate.position[0]].number
        asked = Asked(candidate.question, code, candidate.commitment, line)
        self.outline.asked.append(asked)
        self.into = asked.body

    def _name(self, commitment: int, code: str) -> None:
        """The title of the commitment whose first question this is: announced, or the line before the question."""
        if commitment == self.announced and self.intro:
            self.outline.titles[commitment] = self.intro.pop(0)
        elif self.into is self.intro and self.intro:
            self.outline.titles[commitment] = self.intro.pop()
        elif self.outline.asked and self.outline.asked[-1].commitment and self.outline.asked[-1].body:
            body = self.outline.asked[-1].body
            if len(body[-1].text) <= _MOST_IN_A_TITLE:
                title = self.outline.titles[commitment] = body.pop()
                said = _("Taken for the title of commitment %(number)s: it stands before %(code)s.")
                self.margin.note(title, said % {"number": commitment, "code": code})


def comments_heading(line: Line, labels: Labels) -> Label | None:
    """ "One thought on “…”", "3 thoughts on “…”", "Comments"."""
    words = line.words
    if (label := labels.find(words, "comment")) and label.key == "heading":
        return label
    counted = len(words) > 1 and words.folded[0].isdecimal()
    rest = words_of(line.text[words.after(1) :]) if counted else words
    label = labels.begins(rest, "comment")
    wanted = "counted" if counted else "heading"
    return label if label and label.key == wanted and len(label.words) > 1 else None


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How much two wordings have in common: of all their words, those in both."""
    if len(one) < _FEWEST_WORDS:
        return 0
    return len(set(one) & set(other)) / len(set(one) | set(other))
