"""In which language a commitment is written: a guess from its small words."""

import re

from parvis.search.words import EMPTY

DEFAULT = "en"
# More of a text tells nothing more, and costs.
_LOOKED_AT = 1500
_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES = (DEFAULT, *(language for language in EMPTY if language != DEFAULT))


def language_of(text: str) -> str:
    """The language with the most small words; English where none has more."""
    words = _WORD.findall(text[:_LOOKED_AT].lower())
    counted = {language: sum(map(EMPTY[language].__contains__, words)) for language in _LANGUAGES}
    return max(_LANGUAGES, key=counted.__getitem__)
