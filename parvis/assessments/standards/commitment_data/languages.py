"""In which language a commitment is written: a guess from its small words."""

import re

from parvis.search.words import EMPTY

DEFAULT = "en"
# More of a text tells nothing more, and costs.
_LOOKED_AT = 1500
_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES = (DEFAULT, *(language for language in EMPTY if language != DEFAULT))
# "de" and "la" are of two languages, and tell neither.
_OF_ONE = {
    language: EMPTY[language].difference(*(EMPTY[other] for other in EMPTY if other != language)) for language in EMPTY
}


def language_of(text: str, *, otherwise: str = DEFAULT) -> str:
    """The language with the most small words that are its alone; `otherwise` where none has more than the others."""
    words = _WORD.findall(text[:_LOOKED_AT].lower())
    counted = {language: sum(map(_OF_ONE[language].__contains__, words)) for language in _LANGUAGES}
    best = max(_LANGUAGES, key=counted.__getitem__)
    is_told = sum(count == counted[best] for count in counted.values()) == 1
    return best if is_told else otherwise
