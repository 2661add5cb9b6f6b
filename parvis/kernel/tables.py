"""Tables for spreadsheets."""

import re

# A spreadsheet takes what begins so for a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


_DECIMAL = re.compile(r"\d+\.\d+", re.ASCII)
_LONG, _SHORT = 15, 6  # significant digits


def plain(text: str) -> str:
    """As a cell that a spreadsheet shows and does not reckon with."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def without_noise(text: str) -> str:
    """A decimal as someone typed it, where a spreadsheet wrote the binary number it keeps: 2.2 for 2.2000000000000002.

    Anything else as it is. Noise is a decimal of at least 15 significant digits that is, digit for digit, how 17 digits
    write the binary number of a short one.
    """
    if not _DECIMAL.fullmatch(text) or _digits(text) < _LONG:
        return text
    short = repr(float(text))
    return short if _digits(short) <= _SHORT and text == format(float(text), ".17g") else text


def _digits(decimal: str) -> int:
    return len(decimal.replace(".", "").lstrip("0"))
