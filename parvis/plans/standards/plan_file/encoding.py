"""From bytes to text, or why not: a plan file is UTF-8."""

import codecs

import puremagic
from django.utils.translation import gettext_lazy as _

from .problems import Place, PlanFileRefused, Problem, Words, say

LARGEST = 5 * 2**20
_UTF_16_AND_32 = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_NEVER_IN_TEXT = bytes([*range(9), 11, 12, *range(14, 32), 127])


def decoded(raw: bytes) -> str:
    """The text, without a byte order mark. Raises `PlanFileRefused`."""
    if len(raw) > LARGEST:
        raise PlanFileRefused([_too_large(len(raw))])
    if not raw.strip():
        raise PlanFileRefused([_empty()])
    for mark, name in _UTF_16_AND_32.items():
        if raw.startswith(mark):
            raise PlanFileRefused([_wrong_encoding(name)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanFileRefused([_not_utf_8(raw, error.start)]) from error
    if problem := _not_text(raw):
        raise PlanFileRefused([problem])
    if not text.strip():
        raise PlanFileRefused([_empty()])
    return text


def _not_text(raw: bytes) -> Problem | None:
    """UTF-16 without its mark has a zero in every other byte of Western text; other zeros are no text at all."""
    if 0 in raw:
        halves = raw[:400:2], raw[1:400:2]
        is_utf_16 = any(half.count(0) * 10 >= len(half) * 9 for half in halves)
        return _wrong_encoding("UTF-16") if is_utf_16 else _binary(raw)
    if len(raw) - len(raw.translate(None, _NEVER_IN_TEXT)) > len(raw) // 10:
        return _binary(raw)
    return None


def _not_utf_8(raw: bytes, start: int) -> Problem:
    line = raw.count(b"\n", 0, start) + 1
    column = start - raw.rfind(b"\n", 0, start)
    return _not_text(raw) or _wrong_encoding("Windows-1252 / ISO-8859-1", Place(line, column))


def _wrong_encoding(name: str, place: Place | None = None) -> Problem:
    return Problem(
        "wrong_encoding",
        say(_("The file is not in UTF-8; it looks like {name}."), name=name),
        _("Save it again as UTF-8."),
        place=place or Place(1, 1),
    )


def _binary(raw: bytes) -> Problem:
    what: Words = _("This is not a text file.")
    if kind := _kind_of(raw):
        what = say(_("This is not a text file: it looks like {kind}."), kind=kind)
    return Problem("binary", what, _("A plan file is YAML or JSON: text that you can read."), place=Place(1, 1))


def _kind_of(raw: bytes) -> str:
    try:
        return puremagic.from_string(raw[:4096], mime=True)
    except (puremagic.PureError, ValueError):
        return ""


def _empty() -> Problem:
    return Problem("empty", _("The file is empty."), _("Begin it with: plan_file: 1"), place=Place(1, 1))


def _too_large(size: int) -> Problem:
    return Problem(
        "too_large",
        say(_("The file has {size} bytes; the most is {most}."), size=size, most=LARGEST),
        _("A plan file holds one plan. Leave out documents and pictures, and name them as sources."),
    )
