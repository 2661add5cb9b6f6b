"""What an answer says of the page that was asked for: the same for a look at it and for a copy of it."""

import re
from urllib.parse import urlsplit

from parvis.kernel.fetching.answers import Answer

from ..models import CitedPage

Seen = CitedPage.Seen
# What sites call their front page: nothing, a language, an index.
_HOME = re.compile(r"(?i)/?(?:[a-z]{2}(?:[-_][a-z]{2})?)?/?(?:(?:index|home|accueil|default)(?:\.\w{2,5})?)?/?")


def judged(url: str, answer: Answer) -> CitedPage.Seen:
    """ANSWERS where the page itself came."""
    if answer.status in (404, 410):
        return Seen.GONE
    if answer.status in (401, 402, 403, 407, 451):
        return Seen.CLOSED
    if answer.status >= 500:
        return Seen.UNREACHABLE
    if not answer.is_success:  # such as 429: it is we who are refused, or our way of asking
        return Seen.UNREADABLE
    return Seen.HOME if _is_home(answer.url) and not _is_home(url) else Seen.ANSWERS


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and bool(_HOME.fullmatch(parts.path))
