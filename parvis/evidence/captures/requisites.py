"""What a page of HTML needs to look like itself, as far as a plain fetch tells: style sheets, images and fonts of its
own host, and what those style sheets need in turn."""

from collections import deque
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from lxml import html

from parvis.kernel.fetching.answers import Answer
from parvis.kernel.fetching.errors import FetchFailed
from parvis.kernel.fetching.targets import Target, target

from . import styles
from .reading import charset_in
from .styles import Reference

MOST = 50
LARGEST_TOGETHER = 20 * 2**20


class Requisites:
    """Addresses to fetch, each once, at most fifty, style sheets first. Iterate, and give back what is a style sheet:
    what it needs comes after."""

    def __init__(self, page: Target) -> None:
        self.page = page
        self._known: set[str] = set()
        self._sheets: deque[str] = deque()
        self._others: deque[str] = deque()

    def __len__(self) -> int:
        """How many are known so far, fetched or not."""
        return len(self._known)

    def __iter__(self) -> Iterator[str]:
        while waiting := self._sheets or self._others:
            yield waiting.popleft()

    def add_page(self, tree: html.HtmlElement) -> None:
        base = urljoin(self.page.url, next(iter(tree.xpath("//base/@href")), ""))
        self._add(base, _in_page(tree))

    def add_sheet(self, sheet: Answer) -> None:
        content = sheet.body.read(styles.LARGEST)
        self._add(sheet.url, styles.in_sheet(content, charset_in(sheet.header("content-type"))))

    def _add(self, base: str, references: Iterable[Reference]) -> None:
        for reference in references:
            if len(self._known) >= MOST:
                return
            address = _on_host(base, reference.address, self.page)
            if address and address not in self._known:
                self._known.add(address)
                (self._sheets if reference.is_sheet else self._others).append(address)


def is_sheet(answer: Answer) -> bool:
    return answer.is_success and answer.media_type == "text/css"


def _in_page(tree: html.HtmlElement) -> Iterator[Reference]:
    """Style sheets before all else, so that a page of many pictures keeps its looks."""
    links = [(set((link.get("rel") or "").lower().split()), link.get("href")) for link in tree.xpath("//link[@href]")]
    yield from (Reference(href, is_sheet=True) for rel, href in links if "stylesheet" in rel)
    for style in tree.xpath("//style/text()"):
        yield from styles.in_sheet(style.encode(), "utf-8")
    yield from (Reference(href) for rel, href in links if "icon" in rel)
    yield from map(Reference, tree.xpath("//img/@src | //input/@src | //video/@poster | //object/@data"))
    for several in tree.xpath("//img/@srcset | //source/@srcset"):
        yield Reference(several.strip().split(",")[0].split(" ")[0])
    for style in tree.xpath("//@style"):
        yield from styles.in_declarations(style)


def _on_host(base: str, reference: str, page: Target) -> str:
    """Empty for what is elsewhere, or inside the page itself (`data:`)."""
    if not reference.strip():
        return ""
    try:
        # A blank within is what many pages have, and every browser mends.
        goal = target(urljoin(base, reference.strip()).replace(" ", "%20"))
    except (FetchFailed, ValueError):
        return ""
    is_same = (goal.host, goal.port) == (page.host, page.port) and goal.url != page.url
    return goal.url if is_same else ""
