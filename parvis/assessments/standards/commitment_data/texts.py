"""The words of a commitment as people read them: without marks of HTML and without ways to reach people."""

import re

from ..published_report.addresses import TAKEN_OUT, without

# No longer cell is looked at for "NR" and its like.
_SHORT = 20
UNSAID = frozenset({"", "NR", "ND", "NA", "N/A"})
# The older file broke its lines for a web page. The spaces around are no part of it: to look for a break after each of
# a million spaces would take hours.
BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
# Numbers written to be called: an international one, one with its area in brackets, or ten digits that begin with 0.
_PHONE = re.compile(r"\+\d[\d ().-]{6,18}\d|\(0\d{1,4}\)[ -]?\d[\d -]{4,9}\d|\b0\d{9,10}\b", re.ASCII)
# What a picture leaves behind in copied text.
_OBJECT = "\ufffc"


def stated(written: str) -> str:
    """As written, but for "NR" and its like, which are no text."""
    return "" if len(written) < _SHORT and written.strip().upper() in UNSAID else written


def readable(written: str) -> str:
    """Empty where the cell says "NR" and the like. The cell itself stays as it is, and goes out so."""
    lines = (line.strip(" \t") for line in BREAK.split(stated(written).replace(_OBJECT, "")))
    return _PHONE.sub(TAKEN_OUT, without("\n".join(lines)))


def title_of(written: str) -> str:
    """On one line. A title that is nothing but marks stays as it was written."""
    plain = " ".join(BREAK.sub(" ", written).replace(_OBJECT, " ").split())
    return plain or " ".join(written.split())


def reaches_a_person(written: str) -> bool:
    """Whether it holds an e-mail address or a number to call."""
    return "@" in written or bool(_PHONE.search(written))
