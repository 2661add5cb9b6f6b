"""Evidence that does not rot. An evaluator cites a page from the bibliography of a plan; it is copied, and they take
its title and its date from what it says of itself. Then it says something else, then it is gone: a reader, who is not
signed in, is told, sees what changed, reads the copy and takes its archive away. By keyboard."""

import hashlib
import re
import subprocess
import zipfile

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.evidence.captures.pages import MORE, web
from tests.journeys import house as houses
from tests.journeys.browser import choose, examine, go, picture, tab_to, type_into
from tests.journeys.people import sign_in
from tests.journeys.ways import first_and_last
from tests.journeys.words import beginning, words

BIBLIOGRAPHY = "plans/quebec-2021-2023/bibliography/"
DOCUMENTS = "members/quebec-canada/documents/"
HOST = "127.0.0.1"
TITLE = "Plan d’action"
PUBLISHED_ON = {"fr": "3 février 2022", "en": "February 3, 2022"}
NOW_SAYS = "Le premier rapport ne paraîtra pas avant la fin du mandat du gouvernement."
SECONDS_TO_COPY = 60


class Settings:
    """`web` admits its address in the settings of a test; a house has its own."""

    FETCH_ALLOW: list[str] = []


@pytest.fixture
def ministry():
    with web(Settings()) as made:
        yield made


@pytest.fixture
def house(prepared_house, ministry, tmp_path):
    house = houses.copy(prepared_house, tmp_path / "home")
    house.may_fetch = [ministry.here.address]
    try:
        house.open()
        yield house
        assert "Traceback" not in house.log("serve") + house.log("work"), house.log("serve") + house.log("work")
    finally:
        house.close()


@first_and_last
def test_an_evaluator_cites_a_page_that_changes_and_then_disappears(
    house, visit, ministry, language, width, script, tmp_path
):
    page = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    sign_in(page, house, language, "evaluator")
    _upload_and_discard(page, house.url, language, width, tmp_path)
    _cite(page, house.url, language, ministry.url, f"vanished-cite-{language}-{width}")
    _wait_until(page, house.url, language, "Copy kept here")
    _accept_what_the_page_says(page, language, f"vanished-proposal-{language}-{width}")
    _look_at_asking_for_a_copy(page, language, f"vanished-ask-{language}-{width}")

    ministry.says(NOW_SAYS)
    assert _check_links(house) == 0
    reader = visit(f"{house.url}/{language}/", width=width, language=language, script=script)
    _wait_until(reader, house.url, language, "The page has changed since")
    picture(reader, f"vanished-changed-{language}-{width}")
    assert PUBLISHED_ON[language] in reader.locator(".source").inner_text()
    assert TITLE in reader.locator(".source").inner_text()
    _see_what_changed(reader, house.url, language)
    picture(reader, f"vanished-changes-{language}-{width}")

    ministry.pages.clear()
    assert _check_links(house) == 1
    _wait_until(reader, house.url, language, "The page is gone")
    picture(reader, f"vanished-gone-{language}-{width}")
    go(reader, "link", beginning(language, "Read the copy kept here"))
    examine(reader)
    picture(reader, f"vanished-copy-{language}-{width}")
    assert MORE in reader.locator("main").inner_text()
    assert NOW_SAYS not in reader.locator("main").inner_text()
    _take_the_archive_away(reader, ministry.url)


def _upload_and_discard(page, house, language, width, folder):
    """A printout at first; the page itself is better evidence, so nothing of the file stays."""
    printout = folder / "printout.txt"
    printout.write_text("Plan d’action\n")
    _begin_to_cite(page, house, language)
    choose(page, words(language, "A document that I upload"))
    page.locator("input[type=file]").set_input_files(printout)
    go(page, "button", words(language, "Continue"))
    assert "printout.txt" in page.locator("main").inner_text()

    page.goto(f"{house}/{language}/{DOCUMENTS}")
    examine(page)
    picture(page, f"documents-{language}-{width}")
    assert words(language, "Not published") in page.locator("tr", has_text="printout").inner_text()
    go(page, "link", beginning(language, "Discard"))
    examine(page)
    picture(page, f"documents-discard-{language}-{width}")
    go(page, "button", words(language, "Discard the file"))
    examine(page)
    assert "printout" not in page.locator("main").inner_text()


def _cite(page, house, language, url, name):
    _begin_to_cite(page, house, language)
    choose(page, words(language, "A web page"))
    type_into(page, re.compile(f"^{words(language, 'Address of the page')}"), url)
    go(page, "button", words(language, "Continue"))
    examine(page)
    picture(page, name)
    go(page, "button", words(language, "Confirm"))
    examine(page)
    assert words(language, "The source is cited. It stands in the bibliography.") in page.locator("main").inner_text()


def _begin_to_cite(page, house, language):
    page.goto(f"{house}/{language}/{BIBLIOGRAPHY}")
    go(page, "link", words(language, "Cite a source"))
    examine(page)


def _look_up(page, house, language):
    page.goto(f"{house}/{language}/{BIBLIOGRAPHY}?q={HOST}")
    assert page.locator(".source").count() == 1


def _wait_until(page, house, language, said):
    """The worker does it in the background; a reader looks again."""
    for _second in range(SECONDS_TO_COPY):
        _look_up(page, house, language)
        if words(language, said) in page.locator(".source").inner_text():
            return examine(page)
        page.wait_for_timeout(1000)
    raise AssertionError(f"“{said}” does not appear in {SECONDS_TO_COPY} s")


def _accept_what_the_page_says(page, language, name):
    go(page, "link", beginning(language, "Record of this source", HOST))
    examine(page)
    picture(page, name)
    proposed = page.get_by_role("region", name=words(language, "Proposed from the page")).inner_text()
    assert TITLE in proposed
    assert PUBLISHED_ON[language] in proposed
    go(page, "link", words(language, "Look at the proposal"))
    examine(page)
    go(page, "button", words(language, "Continue"))
    examine(page)
    go(page, "button", words(language, "Confirm"))
    examine(page)
    assert words(language, "The record of the source is complete.") in page.locator("main").inner_text()
    assert page.get_by_role("link", name=words(language, "Look at the proposal")).count() == 0


def _look_at_asking_for_a_copy(page, language, name):
    go(page, "link", words(language, "Copy the page again"))
    examine(page)
    picture(page, name)


def _see_what_changed(page, house, language):
    """The copy of what it says now may still be on its way: until then there is nothing to compare."""
    for _second in range(SECONDS_TO_COPY):
        _look_up(page, house, language)
        go(page, "link", beginning(language, "See what changed"))
        if page.locator("ins").count():
            break
        page.wait_for_timeout(1000)
    examine(page)
    said = page.locator("main").inner_text()
    assert words(language, "added:") in said
    assert words(language, "removed:") in said
    assert "mandat" in " ".join(page.locator("ins").all_inner_texts())


def _take_the_archive_away(page, url):
    """What is downloaded has the hash that the page shows, and an archive program finds in it the page as it was."""
    archive = _downloaded(page, "WACZ")
    shown = page.locator(".fingerprint").first.text_content()
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == "".join(shown.split())
    with zipfile.ZipFile(archive) as wacz:
        assert wacz.testzip() is None
    with _downloaded(page, "WARC").open("rb") as warc:
        [kept] = [one.content_stream().read() for one in ArchiveIterator(warc) if _is_answer_of(one, url)]
    assert MORE in kept.decode()


def _is_answer_of(record, url):
    return record.rec_type == "response" and record.rec_headers["WARC-Target-URI"] == url


def _downloaded(page, name):
    tab_to(page, "link", name)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    return download.value.path()


def _check_links(house):
    """What the schedule does every month; the exit code says whether any page is lost."""
    asked = [houses.PARVIS, "check-links"]
    return subprocess.run(asked, env=house.environment, capture_output=True, check=False).returncode
