"""Lines of evidence: what is cited, where, when it was looked at, and of which kind it is."""

import re
from functools import cache

from parvis.evidence.types import Citation

from ...types import ReadCitation
from .labels import LANGUAGES, said
from .lines import Line
from .margin import Margin
from .words import folded

_URL = re.compile(r"https?://[^\s<>\"“”«»]+", re.I)
_AFTER_URL = ".,;:!?’'"
_FILE = re.compile(r"\.(?:pdf|docx?|odt|xlsx?|ods|csv|pptx?|odp|rtf|txt|zip|jpe?g|png|epub)\b", re.I)
_LEAD_IN = re.compile(r"^[^.!?]{0,120}:\s*$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_FIRST = re.compile(
    r"(?:\b(\d{1,2})(?:st|nd|rd|th|er|º)?\s+(?:de\s+)?)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DATE_WITHIN = 60
_NUMBERED = re.compile(r"^\(\d{1,2}\)\s*")


def citations(lines: list[Line], margin: Margin) -> list[ReadCitation]:
    """One for each line. A line that only announces others ("Additional evidence (online):") goes to the margin."""
    found = []
    for line in lines:
        text = line.unmarked
        numbered = _NUMBERED.match(line.text) is not None
        if _LEAD_IN.match(text) and not line.links and not numbered and not _FILE.search(text):
            margin.keep(line)
        else:
            found += _on_one_line(line.saying(text))
    return found


def _on_one_line(line: Line) -> list[ReadCitation]:
    urls = list(_URL.finditer(line.text))
    if len(urls) > 1 and not _URL.sub("", line.text).strip(" ,;\u00a0"):
        return [_citation(_trimmed(url[0]), _trimmed(url[0])) for url in urls]
    url = _trimmed(urls[0][0]) if urls else line.links[0][1] if line.links else None
    return [_citation(line.text, url)]


def _trimmed(url: str) -> str:
    """Without the punctuation of the sentence around it; a closing bracket stays where one was opened."""
    url = url.rstrip(_AFTER_URL)
    unopened = url.count(")") - url.count("(")
    if unopened <= 0:
        return url
    bare = url.rstrip(")")
    return (bare + ")" * max(0, len(url) - len(bare) - unopened)).rstrip(_AFTER_URL)


def _citation(text: str, url: str | None) -> ReadCitation:
    return ReadCitation(text, url, accessed_on(text), _kind(text, url).value)


def _kind(text: str, url: str | None) -> Citation.Kind:
    words = f" {' '.join(folded(text))} "
    if url:
        return Citation.Kind.PUBLIC_DOCUMENT if _FILE.search(url) else Citation.Kind.WEB_PAGE
    if any(f" {phrase} " in words for phrase in _phrases("not_public")):
        return Citation.Kind.NOT_PUBLIC
    if any(f" {word} " in words for word in _phrases("interviews")):
        return Citation.Kind.INTERVIEW
    if _FILE.search(text):
        return Citation.Kind.PUBLIC_DOCUMENT
    if any(f" {phrase} " in words for phrase in _phrases("accessed")):
        return Citation.Kind.WEB_PAGE
    return Citation.Kind.PUBLIC_DOCUMENT


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(" ".join(folded(phrase)) for language in LANGUAGES for phrase in said(language)[name])


def accessed_on(text: str) -> str | None:
    """ "(last accessed February 10, 2022)" as an ISO date; a month or a year where no more is said."""
    found = _accessed().search(text)
    return date_in(text[found.end() : found.end() + _DATE_WITHIN].split(")", 1)[0]) if found else None


@cache
def _accessed() -> re.Pattern[str]:
    known = (re.escape(phrase) for language in LANGUAGES for phrase in said(language)["accessed"])
    return re.compile(rf"\b(?:{'|'.join(sorted(known, key=len, reverse=True))})\b\s*:?", re.I)


def date_in(text: str) -> str | None:
    if iso := _ISO.search(text):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    for found in _MONTH_FIRST.finditer(text):
        if month := _months().get(folded(found[1])):
            return _date(int(found[3]), month, int(found[2]))
    for found in _DAY_FIRST.finditer(text):
        if month := _months().get(folded(found[2])):
            return _date(int(found[3]), month, int(found[1]) if found[1] else None)
    return None


def _date(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= _DAYS[month - 1]):
        return None
    return f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def _months() -> dict[tuple[str, ...], int]:
    return {folded(name): number for language in LANGUAGES for number, name in enumerate(said(language)["months"], 1)}
