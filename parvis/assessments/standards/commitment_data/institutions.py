"""Who leads and who supports: only what the source itself sets apart is taken apart."""

import re
from functools import lru_cache

from parvis.kernel.folding import fold

from .texts import BREAK, reaches_a_person

# A longer piece is prose about several bodies and how they work together.
LONGEST = 200

# Semicolons, empty lines, and lines that begin as items of a list do. Any other end of a line only wraps it.
_SPLIT = re.compile(r";|\r?\n[ \t]*\r?\n|\r?\n(?=[ \t]*(?:[•·*–-]|\d{1,2}[.)])[ \t]*\S)")
_ITEM = re.compile(r"^[\s•·*:,.–-]+|[\s•·*:,–-]+$")
_FEWEST_LETTERS = 3
_NONE = frozenset(
    ("", "na", "n/a", "nr", "nd", "none", "none specified", "not specified", "not stated", "not available", "unclear",
     "unspecified", "tbd", "-", "--", ".", "the", "all", "and")
)  # fmt: skip


@lru_cache(maxsize=4096)
def institutions(written: str) -> tuple[str, ...]:
    """Split at semicolons and between the lines of a list: a comma may stand in a name, and a line may be wrapped.

    None where none is named. What holds an e-mail address or a number to call tells of a person, and is no name.
    """
    pieces = (_ITEM.sub("", " ".join(piece.split())) for piece in _SPLIT.split(BREAK.sub("\n", written)))
    return tuple(dict.fromkeys(one for one in pieces if _is_name(one)))


def _is_name(piece: str) -> bool:
    has_letters = sum(map(str.isalpha, piece)) >= _FEWEST_LETTERS
    is_short = len(piece) <= LONGEST and fold(piece).rstrip(".") not in _NONE
    return has_letters and is_short and not reaches_a_person(piece)
