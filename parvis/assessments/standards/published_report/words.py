"""Words of a line, folded: letter case, accents, apostrophes, quotes, dashes, colons and spaces make no difference."""

import re
import unicodedata
from dataclasses import dataclass

# No label is longer. It also bounds the cost of folding: normalising a long run of accents is not linear.
LONGEST = 1200

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Words:
    """`folded` words of a text, and where each ends in it. `whole` when they are all the words there are."""

    folded: tuple[str, ...]
    ends: tuple[int, ...]
    whole: bool = True

    def __len__(self) -> int:
        return len(self.folded)

    def after(self, count: int) -> int:
        """Where the text goes on after that many words."""
        return self.ends[count - 1] if count else 0


def words_of(text: str) -> Words:
    found = list(_WORD.finditer(text, 0, LONGEST))
    return Words(tuple(fold(it[0]) for it in found), tuple(it.end() for it in found), len(text) <= LONGEST)


def fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", word[:_LONGEST_WORD])).casefold()


def folded(text: str) -> tuple[str, ...]:
    return words_of(text).folded
