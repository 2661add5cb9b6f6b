"""What a page of HTML needs to look like itself, as far as a plain fetch tells: same-host style sheets and images."""

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import html

from parvis.kernel.fetching.errors import FetchFailed
from parvis.kernel.fetching.targets import Target, target

MOST = 50
LARGEST_TOGETHER = 20 * 2**20


def requisites(tree: html.HtmlElement, page: Target) -> list[str]:
    """Addresses on the page's own host, style sheets first, each once, at most fifty."""
    base = urljoin(page.url, next(iter(tree.xpath("//base/@href")), ""))
    found: dict[str, None] = {}
    for reference in _references(tree):
        if len(found) >= MOST:
            break
        if address := _on_host(base, reference, page):
            found[address] = None
    return list(found)


def _references(tree: html.HtmlElement) -> Iterator[str]:
    yield from (
        link.get("href", "")
        for link in tree.xpath("//link[@href]")
        if {"stylesheet", "icon"} & set((link.get("rel") or "").lower().split())
    )
    yield from tree.xpath("//img/@src")
    for several in tree.xpath("//img/@srcset | //source/@srcset"):
        yield several.split(",")[0].split(" ")[0] if several.strip() else ""


def _on_host(base: str, reference: str, page: Target) -> str:
    """Empty for what is elsewhere, or inside the page itself (`data:`)."""
    if not reference.strip():
        return ""
    try:
        goal = target(urljoin(base, reference.strip()))
    except (FetchFailed, ValueError):
        return ""
    is_same = (goal.host, goal.port) == (page.host, page.port) and goal.url != page.url
    return goal.url if is_same else ""
