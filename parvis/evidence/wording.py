"""Words without what nobody sees, or what turns the direction in which they are read: it makes one thing look another.

What joins letters or pictures (U+200C, U+200D) stays: some languages are written with it.
"""

import re

from parvis.kernel.languages import Multilingual

_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
UNSEEN = "\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_UNSEEN = re.compile(f"[{UNSEEN}]")


def seen(text: str) -> str:
    return _UNSEEN.sub("", _BREAKS.sub(" ", text)).strip()


def seen_in_each(texts: Multilingual) -> Multilingual:
    return Multilingual({code: seen(text) for code, text in texts.items()}, machine=texts.machine)
