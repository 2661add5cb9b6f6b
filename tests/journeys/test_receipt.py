"""A resident verifies, offline, that a milestone was reported complete on a given day."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import examine, go, picture, tab_onto
from tests.journeys.house import House
from tests.journeys.words import words

# Done once, in the house, through the same command as the page.
DONE = """
from datetime import date
from parvis.accounts.models import Person
from parvis.evidence.models import Citation
from parvis.plans import commands
from parvis.plans.models import Milestone
lead = Person.objects.get(email="lead@demonstration.example")
milestone = Milestone.objects.get(commitment__identifier="CAQUE0005", number=2)
commands.complete_milestone(milestone, by=lead, on=date(2022, 6, 17), evidence=Citation.objects.first())
"""
DAY = "2022-06-17"
# It may open files, and no connection to anywhere.
OFFLINE = """
import socket, sys
def refuse(*arguments, **options):
    raise OSError("no network here")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
sys.argv = sys.argv[1:]
import runpy
runpy.run_path(sys.argv[0], run_name="__main__")
"""

two_ways = pytest.mark.parametrize(
    ("language", "width", "script"), [("en", 1280, True), ("fr", 390, False)], indirect=True
)


@pytest.fixture(scope="module")
def done_house(reading_house: House) -> House:
    reading_house.parvis("shell", "--command", DONE)
    return reading_house


@two_ways
def test_a_resident_verifies_that_a_milestone_was_reported_complete(
    done_house, visit, language, width, script, tmp_path
):
    page = visit(f"{done_house.url}/{language}/plans/quebec-2021-2023/", width=width, language=language, script=script)
    go_to(page, "main a[href$='/commitments/5/']")
    go_to(page, "[id='milestone-5.2'] .on-register a")
    examine(page)
    wait_for_its_place(page)

    go(page, "link", re.compile(words(language, "Entry %(index)s") % {"index": r"\d+"}))
    examine(page)
    picture(page, f"receipt-entry-{language}-{width}")
    assert words(language, "Verify it yourself") in page.locator("h2").all_inner_texts()
    receipt = downloaded(page, "main a[href$='.tlog-proof']", tmp_path)
    command = page.locator(".command code").nth(1).text_content().split()
    downloaded(page, "main a[href$='verify.py']", tmp_path)

    key = (done_house.home / "register" / "vkey").read_text().strip()
    assert command == ["python3", "verify.py", receipt.name, "--key", key]

    held = run(command, tmp_path)
    assert held.returncode == 0, held.stderr
    assert DAY in held.stdout

    change_a_byte(receipt)
    refused = run(command, tmp_path)
    assert refused.returncode == 1
    assert refused.stdout == ""

    go_to(page, "main a[href$='about/#key']")
    examine(page)
    picture(page, f"receipt-about-{language}-{width}")


def go_to(page: Page, selector: str) -> None:
    tab_onto(page, page.locator(selector).first, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def wait_for_its_place(page: Page) -> None:
    """The sequencer gives it one within seconds."""
    until = time.monotonic() + 30
    while page.locator(".timeline a[href$='.tlog-proof']").count() == 0:
        assert time.monotonic() < until, "the act has no receipt yet"
        time.sleep(0.5)
        page.reload()


def downloaded(page: Page, selector: str, folder: Path) -> Path:
    tab_onto(page, page.locator(selector).first, selector)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess:
    """The command that the page shows, word for word, by a Python that cannot reach the network."""
    _python, *arguments = command
    return subprocess.run(
        [sys.executable, "-I", "-c", OFFLINE, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def change_a_byte(receipt: Path) -> None:
    """In what the receipt says, so that it still reads as one."""
    lines = receipt.read_text().split("\n")
    [place] = [number for number, line in enumerate(lines) if line.startswith("extra ")]
    middle = len(lines[place]) // 2
    other = "A" if lines[place][middle] != "A" else "B"
    lines[place] = lines[place][:middle] + other + lines[place][middle + 1 :]
    receipt.write_text("\n".join(lines))
