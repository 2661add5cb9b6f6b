"""What stands under the last answer: comments of the public, and what every page has there."""

import re

from ...types import PrintedComment
from .citations import date_in
from .labels import Label, Labels
from .lines import Line
from .margin import Margin
from .outline import comments_heading
from .words import words_of

_TIME = re.compile(r"\b\d{1,2}[:h]\s?\d{2}\b")
_LONGEST_DATE = 60


def comments(lines: list[Line], labels: Labels, margin: Margin) -> list[PrintedComment]:
    """A comment is an author, a line with day and time, its words, and a link to reply. The rest goes to the margin."""
    found: list[PrintedComment] = []
    rest: list[Line] = []
    words: list[str] | None = None
    author = date = ""

    def end() -> None:
        nonlocal words
        if words is not None:
            found.append(PrintedComment("\n".join(words), author, date))
        words = None

    for line in lines:
        label = _furniture(line, labels)
        if label is not None:
            margin.used(label, line)
            end()
        elif _is_date(line):
            by = words.pop() if words else rest.pop().text if rest else ""
            end()
            author, date, words = _name(by, labels), date_in(line.text) or line.text, []
        elif words is not None:
            words.append(line.text)
        else:
            rest.append(line)
    end()
    margin.keep(*rest)
    return found


def _furniture(line: Line, labels: Labels) -> Label | None:
    known = labels.find(line.words, "end", "furniture") or comments_heading(line, labels)
    if known is None and (label := labels.find(line.words, "comment")) and label.key == "reply":
        return label
    return known


def _is_date(line: Line) -> bool:
    return len(line.text) <= _LONGEST_DATE and _TIME.search(line.text) is not None and date_in(line.text) is not None


def _name(text: str, labels: Labels) -> str:
    """ "Mira Vale says:" is Mira Vale."""
    words = words_of(text)
    last = labels.find(words_of(text.rsplit(None, 1)[-1]), "comment") if len(words) > 1 else None
    return text.rsplit(None, 1)[0] if last and last.key == "says" else text.rstrip(" :")
