"""A number of members that is stated, and a list of another length right after it."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..rows import AnswerRead
from .told import Finding, Told, answer_side
from .words import numbers, sentences

_ITEM = re.compile(r"\s*(?:[-–—•*·]|\(?\d{1,2}[.)])\s*(?=\S)")


def find(told: Told) -> Iterator[Finding]:
    for read in told.answers:
        for heading, stated, items in _lists(read):
            if stated != len(items):
                said = {"stated": stated, "listed": len(items), "code": read.answer.question}
                sentence = _("Answer %(code)s announces %(stated)s and lists %(listed)s.") % said
                sides = [answer_side(read, quoting=words) for words in (heading, items[-1])]
                yield Finding("list_of_another_length", sentence, sides)


def _lists(read: AnswerRead) -> Iterator[tuple[str, int, list[str]]]:
    """Each list whose heading, ending in a colon, names one number: the heading, the number, the lines."""
    lines = [line for line in read.answer.explanation.splitlines() if line.strip()]
    for at, line in enumerate(lines):
        if not line.rstrip().endswith(":") or _ITEM.match(line):
            continue
        items = []
        for item in lines[at + 1 :]:
            if not _ITEM.match(item):
                break
            items.append(_ITEM.sub("", item, count=1).strip())
        heading = sentences(line)[-1]
        # One is an article in two of the languages, and two numbers leave open which of them is meant.
        stated = {number for number in numbers(heading, read.answer.report.language) if number > 1}
        if items and len(stated) == 1:
            yield heading, stated.pop(), items
