"""Tables for spreadsheets."""

# A spreadsheet takes what begins so for a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """As a cell that a spreadsheet shows and does not reckon with."""
    return f"'{text}" if text.startswith(_FORMULAS) else text
