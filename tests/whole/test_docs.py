"""Docs that fail when they lie: what they list is what there is, and what they name exists."""

import re

import pytest

from tools import docs, house

PAGES = sorted(
    path
    for path in (*house.ROOT.glob("*.md"), *house.ROOT.glob("*/**/*.md"))
    if not {"node_modules", "var", "assets"} & set(path.parts) and not any(part.startswith(".") for part in path.parts)
)
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(house.ROOT)))


def _first_cells(page) -> list[str]:
    """What stands in backticks in the first column of the tables."""
    return re.findall(r"^\| `([^`]+)` \|", page.read_text(), re.MULTILINE)


def test_every_setting_is_documented():
    assert sorted(_first_cells(docs.DOCS / "settings.md")) == house.settings_read()


def test_every_direct_dependency_has_a_line():
    assert sorted(_first_cells(docs.DOCS / "dependencies.md")) == house.dependencies()


def test_what_is_written_from_the_code_is_up_to_date():
    stale = [path.name for path, content in docs.WRITTEN.items() if path.read_text() != content()]
    assert stale == [], "run `make docs`"


@every_page
def test_its_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text())
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []


@every_page
def test_the_files_it_names_exist(page):
    """Whatever stands in backticks and looks like a path of this project."""
    named = re.findall(r"`((?:parvis|tests|tools|docs|bench|deploy|changes|demonstration)/[\w./-]+)`", page.read_text())
    assert [path for path in named if not (house.ROOT / path).exists()] == []


@every_page
def test_the_make_targets_it_names_exist(page):
    targets = re.findall(r"^([a-z-]+):", (house.ROOT / "Makefile").read_text(), re.MULTILINE)
    named = re.findall(r"(?:`|^ *)make ([a-z-]+)", page.read_text(), re.MULTILINE)
    assert set(named) <= set(targets)


@every_page
def test_the_functions_it_names_exist(page):
    """`plans.commands.complete_milestone`, `plans.complete_milestone` of a command, and the like."""
    rooms = "|".join(house.rooms())
    missing = []
    for room, rest in re.findall(rf"`(?:parvis\.)?({rooms})\.([a-zA-Z_.]+)`", page.read_text()):
        sources = "\n".join(path.read_text() for path in (house.PACKAGE / room).rglob("*.py"))
        if not re.search(rf"\b(def|class) {rest.split('.')[-1]}\b|\b{rest.split('.')[-1]}\b *[:=]", sources):
            missing.append(f"{room}.{rest}")
    assert missing == []
