"""The words of a commitment as people read them: of what was written, without marks of HTML and people's addresses."""

import re

from ..published_report.addresses import without
from .entries import stated

# The older file broke its lines for a web page.
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*", re.IGNORECASE)


def readable(written: str) -> str:
    """Empty where the cell says "NR" and the like. The cell itself stays as it is, and goes out so."""
    return without(_BREAK.sub("\n", stated(written)))
