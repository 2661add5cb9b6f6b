"""The words of a commitment as people read them: of what was written, without marks of HTML and people's addresses."""

import re

from ..published_report.addresses import without
from .entries import stated

# The older file broke its lines for a web page. The spaces around are no part of it: to look for a break after each of
# a million spaces would take hours.
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)


def readable(written: str) -> str:
    """Empty where the cell says "NR" and the like. The cell itself stays as it is, and goes out so."""
    return without("\n".join(line.strip(" \t") for line in _BREAK.split(stated(written))))
