"""What the YAML parser says, in words that help. It stops at the first mistake, so there is one problem."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from .problems import Place, Problem, Words

_KNOWN: list[tuple[str, Words, Words]] = [
    (
        r"mapping values are not allowed",
        _("A colon stands where no field can begin."),
        _("Put the text in quotes if the colon belongs to it, or check the spaces at the beginning of the line."),
    ),
    (
        r"character '\\t'",
        _("A tab stands where spaces must."),
        _("Replace tabs at the beginning of lines by spaces."),
    ),
    (
        r"that cannot start any token",
        _("A text cannot begin with this character."),
        _("Put the text in quotes."),
    ),
    (
        r"could not find expected ':'",
        _("A line is neither a field nor part of the text above it."),
        _("Write name: value, or move the line to the right so that it belongs to the text above."),
    ),
    (
        r"found unexpected end of stream|expected ',' or|found unexpected document",
        _("A quote or a bracket is opened and not closed."),
        _("Close it."),
    ),
    (
        r"expected <block end>|expected the node content",
        _("The line does not fit under those above it."),
        _("Check the spaces at its beginning, and that quotes and brackets are closed before it."),
    ),
    (
        r"escape|too large to convert|chr\(\)",
        _("A backslash is followed by something that has no meaning there."),
        _("Use single quotes, or write the backslash twice."),
    ),
    (
        r"special characters are not allowed",
        _("The file holds a character that YAML does not allow."),
        _("Delete it, or type the text again."),
    ),
    (
        r"undefined alias|found duplicate anchor",
        _("The file refers to another part of itself with *."),
        _("Write the value out in each place."),
    ),
]


def syntax_problem(error: Any, text: str) -> Problem:
    """`error` is what ruamel.yaml raised over `text`: with a mark, a position, or neither."""
    said = str(error)
    for pattern, what, advice in _KNOWN:
        if re.search(pattern, said):
            return Problem("syntax", what, advice, place=_place(error, text))
    return Problem(
        "syntax",
        _("This is not YAML."),
        _("Check the spaces at the beginning of the line, quotes and brackets."),
        place=_place(error, text),
    )


def _place(error: Any, text: str) -> Place | None:
    """What is never closed is named where it opens; its end is the end of the file."""
    if (position := getattr(error, "position", None)) is not None:
        before = text[:position]
        return Place(before.count("\n") + 1, position - before.rfind("\n"))
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if "end of stream" in str(error):
        marks.reverse()
    mark = marks[0] or marks[1]
    return Place(mark.line + 1, mark.column + 1) if mark is not None else None
