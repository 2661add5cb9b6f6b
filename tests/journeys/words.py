"""The words on the pages, as the catalogues have them: a story names a button once, for both languages."""

import re

from django.utils.translation import gettext, override


def words(language: str, sentence: str) -> str:
    with override(language):
        return gettext(sentence)


def beginning(language: str, sentence: str, then: str = "") -> re.Pattern:
    """An accessible name that begins with these words and goes on with more."""
    return re.compile(f"^{re.escape(words(language, sentence))}\\W.*{re.escape(then)}", re.DOTALL)
