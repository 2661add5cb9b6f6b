"""The heading of the page: which kind of report, in which language, on what."""

import re
from dataclasses import dataclass

from ...types import ReportKind
from .labels import Label, Labels, labels
from .lines import Line
from .margin import Margin
from .words import words_of

_AFTER_KIND = re.compile(r"\s*[–—|:-]\s*(.*)")
_LAST_PART = re.compile(r"\s+[–—|-]\s+([^–—|-]+)$")
_YEARS = re.compile(r",\s*\d{4}(?:\s*[–—/-]\s*\d{4})?\s*$")


@dataclass(frozen=True)
class Heading:
    """`place` is its line's in the list of lines; `subject` the plan's title or the commitment's."""

    kind: ReportKind
    language: str
    place: int
    title: str
    subject: str


def heading(lines: list[Line], margin: Margin) -> Heading | None:
    """The first heading that also says what the report is on; else the first. The page's title only if nothing else."""
    found = [it for place, line in enumerate(lines) if (it := _heading(place, line))]
    on_the_page = [it for it in found if not lines[it[0].place].is_page_title] or found
    best = next((it for it in on_the_page if it[0].subject), on_the_page[0] if on_the_page else None)
    if best is None:
        return None
    margin.used(best[1], lines[best[0].place])
    return best[0]


def _heading(place: int, line: Line) -> tuple[Heading, Label] | None:
    every = labels("en")
    label = every.begins(line.words, "heading")
    if label is None:
        return None
    text = _without_site(line.text, every) if line.is_page_title else line.text
    after = text[line.words.after(len(label.words)) :].strip()
    subject = _AFTER_KIND.fullmatch(after)
    if after and not subject:
        return None
    return Heading(ReportKind(label.key), label.language, place, text, subject[1] if subject else ""), label


def _without_site(text: str, known: Labels) -> str:
    """A page's title in the browser ends with the name of the site."""
    last = _LAST_PART.search(text)
    return text[: last.start()] if last and known.find(words_of(last[1]), "furniture") else text


def plan_and_member(text: str, known: Labels) -> tuple[str, str]:
    """ "Action plan – Québec, Canada, 2021 – 2023" is a plan's title, and "Québec, Canada" the member's name in it."""
    (line,) = [Line(0, text)]
    label = known.begins(line.words, "plan_title")
    rest = _AFTER_KIND.fullmatch(text[line.words.after(len(label.words)) :].strip()) if label else None
    return (text, _YEARS.sub("", rest[1]).strip()) if rest else ("", "")
