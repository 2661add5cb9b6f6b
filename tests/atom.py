"""Atom as RFC 4287 asks for it, as far as programs that read feeds rely on it."""

import re
from datetime import datetime

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
AT_MOST_ONCE = ("published", "summary", "content", "subtitle", "rights", "logo", "icon")
IRI = re.compile(r"(https?://[^\s/]+/|urn:[a-z0-9-]+:)[!-~]*")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def read(content: bytes) -> etree._Element:
    """The feed. Fails where a rule is broken (numbers are sections of the RFC)."""
    feed = etree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element, name in ((feed, "feed"), *((entry, "entry") for entry in entries)):
        for child in ONCE[name]:
            assert len(element.findall(ATOM + child)) == 1, f"4.1: one {child} in a {name}"
        for child in AT_MOST_ONCE:
            assert len(element.findall(ATOM + child)) <= 1, f"4.1: at most one {child} in a {name}"
        assert IRI.fullmatch(text(element, "id")), "4.2.6: an id is an absolute IRI"
        for link in element.findall(f"{ATOM}link"):
            assert IRI.fullmatch(link.get("href")), "4.2.7"
    for instant in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        assert INSTANT.fullmatch(instant.text), "3.3"
        datetime.fromisoformat(instant.text)
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1, "4.1.1: a link to itself"
    for entry in entries:
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"], "4.1.2: no content, a link"
        assert _authors(entry) or _authors(feed), "4.1.1: an author, of the feed or of each entry"
    assert _authors(feed), "an empty feed has one too"
    ids = [text(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids), "4.1.1: an entry once"
    return feed


def text(element: etree._Element, name: str) -> str:
    """What a reader shows of a text construct (3.1)."""
    found = element.find(ATOM + name)
    written = found.text or ""
    if found.get("type", "text") == "text":
        return written
    assert found.get("type") == "html"
    return html.fromstring(f"<div>{written}</div>").text_content()


def _authors(element: etree._Element) -> list[str]:
    names = [author.findtext(f"{ATOM}name") for author in element.findall(f"{ATOM}author")]
    assert all(names), "4.2.1: an author has a name"
    return names
