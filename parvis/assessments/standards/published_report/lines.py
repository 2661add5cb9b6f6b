"""Lines of a page: from plain text, or from HTML as a browser would set them."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from .words import Words, words_of

# A page has some hundreds. What a file has beyond these is not read, and the reading says so.
MOST = 50_000

_BULLET = re.compile(r"^(?:[-–—•*·▪◦‣]\s+|\(?\d{1,2}[.)]\s+)")


@dataclass(frozen=True)
class Line:
    """`number` counts from 1 in the file. `links` are the words and the address of each link, in order."""

    number: int
    text: str
    links: tuple[tuple[str, str], ...] = ()
    is_page_title: bool = field(default=False, kw_only=True)

    @cached_property
    def words(self) -> Words:
        return words_of(self.text)

    @property
    def unmarked(self) -> str:
        """Without the bullet or number of a list."""
        return _BULLET.sub("", self.text, count=1)

    def rest(self, count: int) -> "Line":
        """What stands after that many words and the colon, full stop or dash behind them."""
        return replace(self, text=_TAIL.sub("", self.text[self.words.after(count) :], count=1).strip())

    def saying(self, text: str) -> "Line":
        return replace(self, text=text)


_TAIL = re.compile(r"^[\s.:;?!)\]\"”»’'*–—-]+")


def text_lines(text: str) -> list[Line]:
    stripped = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1))
    return [Line(number, line) for number, line in islice(((n, line) for n, line in stripped if line), MOST + 1)]
