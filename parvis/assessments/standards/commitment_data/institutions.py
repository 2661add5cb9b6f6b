"""Who leads and who supports: only what the source itself sets apart is taken apart."""

import re
from functools import lru_cache

from parvis.kernel.folding import fold

# A longer piece is prose about several bodies and how they work together.
LONGEST = 200

_SPLIT = re.compile(r"[;\r\n]+|<br\s*/?>", re.IGNORECASE)
_NONE = frozenset(
    ("", "na", "n/a", "nr", "nd", "none", "none specified", "not specified", "not stated", "not available", "unclear",
     "unspecified", "tbd", "-", "--", ".")
)  # fmt: skip


@lru_cache(maxsize=4096)
def institutions(written: str) -> tuple[str, ...]:
    """Split at semicolons and line breaks only: a comma may stand in a name. None where none is named.

    What holds an e-mail address tells of a person, and is no institution's name.
    """
    pieces = (" ".join(piece.split()).strip("•·- ") for piece in _SPLIT.split(written))
    return tuple(dict.fromkeys(one for one in pieces if _is_name(one)))


def _is_name(piece: str) -> bool:
    return len(piece) <= LONGEST and "@" not in piece and fold(piece).rstrip(".") not in _NONE
