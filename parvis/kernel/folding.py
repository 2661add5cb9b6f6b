"""Letters without what people leave out when they type: capitals, accents, ligatures."""

import unicodedata

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """« Québec » → « quebec »."""
    if text.isascii():
        return text.lower()
    # Taken apart before and after: some capitals show only then, and small letters may come apart again.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
