"""E-mail addresses, which nobody agreed to have kept: in text, in links, written with entities, or hidden by a host."""

import re
from dataclasses import replace

from .lines import Line

# What stands where an address stood in a sentence.
TAKEN_OUT = "[@]"

_AT = re.compile(
    r"(?<=[\w;.+'’-])(?:@|&#0*64;|&#[xX]0*40;|&commat;|%40|\s?[\[(](?:at|arobase|arroba)[\])]\s?)(?=[\w&])"
)
_CHARACTER = r"(?:[\w.+'’-]|&#\d{1,6};|&#[xX][0-9a-fA-F]{1,5};)"
_BEFORE = re.compile(rf"(?:mailto:)?{_CHARACTER}{{1,64}}\Z")
_AFTER = re.compile(rf"{_CHARACTER}{{1,255}}")
_DOT = re.compile(r"[^.]\.[^\W\d_]{2}|&#(?:0*46|[xX]0*2[eE]);")
# Cloudflare's guard: the address, encoded, in an attribute or in the path of a link.
_GUARDED = re.compile(r"""(data-cfemail=["']?|/cdn-cgi/l/email-protection#)[0-9a-fA-F]{4,600}""")
_NO_END = re.compile(r"[\w.+'’&#;:-]*")
_WINDOW = 600
_AROUND = 2000


def without(text: str) -> str:
    """The text with `TAKEN_OUT` for each address; the same object when there is none."""
    text = _GUARDED.sub(r"\1", text) if "cfemail" in text or "email-protection#" in text else text
    parts: list[str] = []
    done = 0
    for at in _AT.finditer(text):
        backwards = _NO_END.match(text[max(done, at.start() - _WINDOW) : at.start()][::-1])
        before = _BEFORE.search(backwards[0][::-1]) if backwards else None
        after = _AFTER.match(text, at.end(), min(len(text), at.end() + _AROUND))
        is_glued = bool(parts) and at.start() == done
        if at.start() < done or not (before or is_glued) or not after or not _DOT.search(after[0]):
            continue
        if before and not is_glued:
            parts += [text[done : at.start() - len(before[0])], TAKEN_OUT]
        done = at.end() + len(after[0].rstrip(".'’-"))
    return "".join([*parts, text[done:]]) if parts else text


def without_in(line: Line) -> Line:
    """The same object when there is none."""
    text = without(line.text)
    links = tuple((shown, url) for shown, url in line.links if without(url) is url)
    return line if text is line.text and links == line.links else replace(line, text=text, links=links)
