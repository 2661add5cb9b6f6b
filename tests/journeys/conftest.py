import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from . import house as houses
from . import ways
from .browser import FLAGS, PICTURES

# The first is the same browser without its windows, and takes a third of the time less.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        # Another database changes nothing about languages and widths: each story in the first way.
        left = [item for item in items if item.path.is_relative_to(here) and not ways.is_first(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.journey)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (or set CHROMIUM to its path)"))


@pytest.fixture(scope="session")
def prepared_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.House]:
    house = houses.prepared(tmp_path_factory.mktemp("prepared") / "home")
    yield house
    house.close()


@pytest.fixture
def house(prepared_house: houses.House, tmp_path: Path) -> Iterator[houses.House]:
    """A running Parvis with the demonstration, for one story to change as it likes."""
    house = houses.copy(prepared_house, tmp_path / "home")
    try:
        house.open()
        yield house
        failed = [name for name, process in house.processes.items() if process.poll() is not None]
        assert not failed, "\n".join(house.log(name) for name in failed)
        assert "Traceback" not in house.log("serve") + house.log("work"), house.log("serve") + house.log("work")
    finally:
        house.close()


@pytest.fixture(scope="session")
def reading_house(prepared_house: houses.House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.House]:
    """A running Parvis that many stories share, for reading only."""
    house = houses.copy(prepared_house, tmp_path_factory.mktemp("reading") / "home")
    try:
        house.open()
        yield house
    finally:
        house.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file of stories: while it is open, Django takes this thread for an asynchronous one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            headless=True,
            args=[*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        yield browser
        browser.close()


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=[1280, 390], ids=["1280px", "390px"])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs JavaScript."""
    return request.param


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens a page for a visitor with nothing in their browser. At the end nothing may have gone wrong in it."""
    wrongs: list[str] = []
    opened: list[Page] = []

    def visit(url: str, *, width: int = 1280, language: str = "en", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 844},
            locale={"en": "en-CA", "fr": "fr-CA"}[language],
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        _note_wrongs(page, url, wrongs)
        opened.append(page)
        page.goto(url)
        return page

    yield visit
    failed = getattr(request.node, "failed", False)
    for number, page in enumerate(opened):
        if failed:
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"failed-{request.node.name}-{number}.png", full_page=True)
        page.context.close()
    assert not wrongs, "\n".join(wrongs)


def _note_wrongs(page: Page, url: str, wrongs: list[str]) -> None:
    """Script errors, what the content security policy blocked, requests to anywhere else."""
    origin = "/".join(url.split("/")[:3])
    page.on("pageerror", lambda error: wrongs.append(f"script error at {page.url}: {error}"))
    page.on("request", lambda one: wrongs.append(f"goes out: {one.url}") if not _is_ours(one.url, origin) else None)
    page.on(
        "console",
        # A refused form answers 422, which the browser also reports as an error.
        lambda said: (
            wrongs.append(f"console at {page.url}: {said.text}")
            if said.type == "error" and not said.text.startswith("Failed to load resource")
            else None
        ),
    )
    page.on("response", lambda got: wrongs.append(f"{got.status} {got.url}") if got.status >= 500 else None)


def _is_ours(url: str, origin: str) -> bool:
    return url.startswith((f"{origin}/", "data:", "about:"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report
