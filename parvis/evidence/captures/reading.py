"""What a page says, without its furniture: for reading it here, for comparing, and for proposing title and date."""

import hashlib
import re
import unicodedata
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from parvis.kernel.dates import PartialDate
from parvis.kernel.fetching.answers import Answer

from . import pdfs

LONGEST = 500_000
# More is read of no page: what people read of one is far less, and memory is bounded.
LARGEST = 5 * 2**20
_LONGEST_TITLE = 300
# As browsers read these names (WHATWG Encoding), since pages in them hold curly quotes all the same.
_WESTERN = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252", "cp1252"}
_HTML = {"text/html", "application/xhtml+xml"}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([\w.:-]{2,40})")
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True)
class PageRead:
    """Empty where the page does not say. `tree` is there for pages of HTML; `beyond` is a hash of what has words that
    are not among these."""

    title: str = ""
    text: str = ""
    language: str = ""
    published_on: PartialDate | None = None
    tree: html.HtmlElement | None = None
    beyond: str = ""

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256((self.text + self.beyond).encode()).hexdigest() if self.text else ""


def is_html(media_type: str) -> bool:
    return media_type in _HTML


def charset_in(content_type: str) -> str:
    """Empty where a header says none."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def read_answer(answer: Answer) -> PageRead:
    """The body is at its first byte again afterwards."""
    content = answer.body.read(LARGEST)
    if content.startswith(pdfs.BEGINS):
        content += answer.body.read(pdfs.LARGEST - LARGEST)
    answer.body.seek(0)
    return read(content, answer.header("content-type"))


def read(content: bytes, content_type: str) -> PageRead:
    """Whatever the bytes are: what cannot be read says nothing."""
    media_type = content_type.partition(";")[0].strip().lower()
    charset = charset_in(content_type)
    if media_type == "text/plain":
        return PageRead(text=tidy(_decoded(content, charset or "utf-8")))
    if not is_html(media_type):
        return _read_pdf(content) if content.startswith(pdfs.BEGINS) else PageRead()
    tree = _tree(content, charset)
    return _read(tree) if tree is not None else PageRead()


def _read_pdf(content: bytes) -> PageRead:
    said = pdfs.said(content)
    return PageRead(
        title=_in_a_line(said.title),
        text=tidy(said.text),
        language=_language(said.language),
        published_on=_date(said.made_on),
        beyond=hashlib.sha256(content).hexdigest() if said.is_cut else "",
    )


def tidy(text: str) -> str:
    """One spelling for what reads the same, a paragraph a line, nothing that cannot be shown or turns the direction."""
    lines = _UNFIT.sub("", unicodedata.normalize("NFC", text)).replace("\r", "\n").split("\n")
    kept = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in kept if line)[:LONGEST]


def _read(tree: html.HtmlElement) -> PageRead:
    import trafilatura  # a fifth of a second, which every other process of Parvis is spared

    read: Any = trafilatura.bare_extraction(
        deepcopy(tree),
        include_comments=False,
        favor_recall=True,
        fast=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    title = " ".join(((read and read.title) or _title(tree)).split())
    text = (read and read.text) or trafilatura.html2txt(deepcopy(tree))
    return PageRead(
        title=_in_a_line(title),
        text=tidy(text or ""),
        language=_language(tree.get("lang") or ""),
        published_on=_date(read.date if read else None),
        tree=tree,
    )


def _tree(content: bytes, charset: str) -> html.HtmlElement | None:
    text = _UNFIT.sub("", _decoded(content[:LARGEST], charset or _declared(content)))
    try:
        # As bytes: lxml refuses text that declares another encoding than it has by now.
        return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None


def _declared(content: bytes) -> str:
    """What the page says of itself, within its first kilobyte as browsers look for it."""
    found = re.search(rb"<meta[^>]{1,200}?charset=[\"']?([\w-]{2,40})", content[:1024], re.IGNORECASE)
    return found[1].decode("ascii", "replace") if found else ""


def _decoded(content: bytes, charset: str) -> str:
    """As declared; else UTF-8; else what old pages are in, in which every byte is a character."""
    for name in (charset, "utf-8"):
        if name and name.lower() not in _WESTERN:
            try:
                return content.decode(name)
            except (LookupError, UnicodeError):
                pass
        elif name:
            break
    return content.decode("cp1252", "replace")


def _title(tree: html.HtmlElement) -> str:
    return tree.findtext(".//title") or ""


def _in_a_line(title: str) -> str:
    return tidy(title).replace("\n", " ")[:_LONGEST_TITLE]


def _language(said: str) -> str:
    language = said.lower()[:2]
    return language if _LANGUAGE.fullmatch(language) else ""


def _date(found: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(found or "")
    except ValueError:
        return None
