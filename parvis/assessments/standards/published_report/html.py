"""HTML to lines. The parser is fed line by line, so each event has the line of the file on which it happens.

libxml2 builds no tree here: a target gets events, so depth costs nothing and nothing below 256 levels is lost, as it
is in a tree. Its parser, an HTML5 tokenizer since 2.14, takes linear time.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from .lines import MOST, Line

_LOOKS_LIKE_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|h[1-6]|table|ul|ol|li|article|main|section|br)\b", re.I
)
_SAMPLE = 100_000
_DROPPED = re.compile(
    "script|style|nav|noscript|template|svg|math|iframe|object|embed|canvas|audio|video|select|button|textarea"
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|d[dlt]|details|dialog|dir|div|fieldset|fig(?:caption|ure)|"
    "footer|form|h[1-6r]|header|hgroup|html|legend|li|main|menu|[ou]l|p|pre|section|summary|table|t(?:body|foot|head)|"
    "t[dhr]"
)
_SPACES = re.compile(r"[ \t\n\f\r]+")


def is_html(text: str) -> bool:
    return _LOOKS_LIKE_HTML.search(text, 0, _SAMPLE) is not None


def html_lines(text: str) -> list[Line]:
    page = _Page()
    # With its own limit of 10,000,000 bytes for one comment, libxml2 2.14 never comes back from a longer one. Ours, on
    # the file, holds instead.
    parser = etree.HTMLParser(target=page, encoding="utf-8", recover=True, no_network=True, huge_tree=True)
    for number, chunk in _chunks(text):
        page.line = number
        parser.feed(chunk.encode(errors="replace"))
        if len(page.lines) > MOST:
            break
    with suppress(etree.XMLSyntaxError):  # nothing but comments and the like
        parser.close()
    page.close()
    return page.lines[: MOST + 1]


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, and before it the newline that it follows; blank lines go with the next one."""
    blank = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            blank += "\n"
        else:
            yield number, f"{blank}{line}"
            blank = "\n"


class _Page:
    """The target of the parser."""

    def __init__(self) -> None:
        self.line = 1
        self.lines: list[Line] = []
        self._dropped = 0
        self._words: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._started = 0
        self._href: tuple[str, int] | None = None
        self._lists: list[int | None] = []
        self._mark = ""
        self._is_title = False
        self._preformatted = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "title":
            self._break()
            self._is_title = True
        elif _DROPPED.fullmatch(tag):
            self._dropped += 1
        if _BLOCK.fullmatch(tag):
            self._break()
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "li" and not self._dropped:
            self._mark = self._bullet()
        elif tag == "a" and attributes.get("href", "").startswith(("http://", "https://")):
            self._href = attributes["href"].strip(), len(self._words)

    def end(self, tag: str) -> None:
        if tag == "title":
            self._break()
            self._is_title = False
        elif _DROPPED.fullmatch(tag):
            self._dropped = max(0, self._dropped - 1)
        if _BLOCK.fullmatch(tag):
            self._break()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        elif tag == "li":
            self._mark = ""
        elif tag == "a":
            self._end_link()

    def data(self, text: str) -> None:
        if self._dropped and not self._is_title:
            return
        first = self.line - text.count("\n")
        if not self._preformatted:
            self._add(text, first + _newlines_before_words(text))
            return
        for offset, line in enumerate(text.split("\n")):
            if offset:
                self._break()
            self._add(line, first + offset)

    def close(self) -> None:
        self._break()

    def _add(self, text: str, number: int) -> None:
        if not self._started and not text.isspace():
            self._started = number
        self._words.append(text)

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _end_link(self) -> None:
        if self._href:
            url, first = self._href
            self._links.append((_SPACES.sub(" ", "".join(self._words[first:])).strip(), url))
            self._href = None

    def _break(self) -> None:
        text = _SPACES.sub(" ", "".join(self._words)).strip()
        if text:
            if self._href:
                self._end_link()
            line = Line(self._started, self._mark + text, tuple(self._links), is_page_title=self._is_title)
            self.lines.append(line)
            self._mark = ""
        self._words, self._links, self._started, self._href = [], [], 0, None


def _newlines_before_words(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")
