"""What a visitor does in the browser, and what every page they see must be."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route

PICTURES = Path(__file__).parent / "pictures"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Background traffic off: it would only knock at doors that are not there.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MANY_TABS = 200

# What has the focus, in one question: pages have hundreds of stops. The calendar button inside a date field, and the
# page once the last link is passed, are the browser's to draw.
_FOCUS = """
(wanted) => {
  const focused = document.activeElement;
  if (focused === document.body) return "nothing";
  const shows = (style) =>
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const label = focused.labels && focused.labels[0];
  const isSeen = !focused.matches(":focus") || shows(getComputedStyle(focused))
    || Boolean(label && (shows(getComputedStyle(label)) || shows(getComputedStyle(label, "::before"))));
  if (!isSeen) return "does not show";
  const box = focused.getBoundingClientRect();
  if (!(box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth)) return "is out of sight";
  return focused === wanted ? "wanted" : "another";
}
"""


def examine(page: Page) -> None:
    """What every page must be: free of what axe finds, no wider than the window, titled, with one first heading."""
    axe(page)
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1], f"{page.url} is {width[0]} px wide in a window of {width[1]} px"
    assert page.title(), page.url
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} first headings"
    language = re.search(r"//[^/]+/(en|fr)/", page.url)
    assert not language or page.locator("html").get_attribute("lang") == language.group(1), page.url


def axe(page: Page) -> None:
    """Nothing of WCAG 2.2 A and AA that a machine can find.

    axe is a script. Where the visitor runs none, it reads the same markup in a window beside, the page's own scripts
    left out. (It is evaluated by the browser's debugger, so the content security policy stays on.)
    """
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        with _beside(page) as window:
            return axe(window)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


@contextmanager
def _beside(page: Page) -> Iterator[Page]:
    """A page with the markup that `page` shows now, in a window where axe can run."""
    address, markup = page.url, page.content()

    def answer(route: Route) -> None:
        if route.request.resource_type == "document":
            route.fulfill(body=markup, content_type="text/html; charset=utf-8")
        elif route.request.resource_type == "script":
            route.abort()
        else:
            route.continue_()

    with page.context.browser.new_context(viewport=page.viewport_size) as context:
        window = context.new_page()
        window.route("**/*", answer)
        window.goto(address)
        yield window


def tab_to(page: Page, role: str, name: str | re.Pattern) -> Locator:
    """Press Tab until the element with this role and accessible name has the focus; the focus must show everywhere."""
    return tab_onto(page, page.get_by_role(role, name=name, exact=isinstance(name, str)).first, f"{role} {name!r}")


def tab_onto(page: Page, wanted: Locator, called: str) -> Locator:
    """The same for an element that is found otherwise, such as what opens a disclosure, which has no role."""
    wanted.wait_for(state="attached")
    element = wanted.element_handle()  # found once: by role and name, that takes the browser longer than a press
    for _press in range(MANY_TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS, element)  # "nothing" past the last; the next press begins again at the first
        assert focus in ("nothing", "another", "wanted"), f"the focus {focus} on {_focused(page)} at {page.url}"
        if focus == "wanted":
            return wanted
    raise AssertionError(f"{MANY_TABS} presses of Tab do not reach the {called} at {page.url}")


def go(page: Page, role: str, name: str | re.Pattern) -> None:
    """Reach a link or a button by keyboard, use it, and wait for the page that it leads to."""
    tab_to(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def toggle(page: Page, role: str, name: str | re.Pattern) -> None:
    """Reach a box, a choice or a disclosure by keyboard and change it; the page stays."""
    tab_to(page, role, name)
    page.keyboard.press("Space")


def choose(page: Page, name: str | re.Pattern) -> None:
    """Reach a group of radio buttons by Tab, which stops there once, and go to the one with this name by arrows."""
    wanted = page.get_by_role("radio", name=name, exact=isinstance(name, str)).first
    group = wanted.get_attribute("name")
    for _press in range(MANY_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == group:
            break
    for _press in range(page.locator(f"input[name='{group}']").count()):
        if wanted.evaluate("(element) => element === document.activeElement"):
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"arrows do not reach the radio button {name!r} at {page.url}")


def type_into(page: Page, name: str | re.Pattern, text: str, *, role: str = "textbox") -> None:
    """Reach a field by keyboard and replace what is in it."""
    tab_to(page, role, name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def picture(page: Page, name: str) -> None:
    """Kept in a folder that git ignores, for a person to look at."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def totp(secret: str, *, steps_ahead: int = 0) -> str:
    """The six digits that an authenticator app shows now for a base32 secret (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps_ahead)
    digest = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, "sha1")
    offset = digest[-1] & 15
    return f"{(int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"


def _focused(page: Page) -> str:
    return page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
