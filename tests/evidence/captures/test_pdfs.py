"""PDFs that are cited: their words, title and date, and nothing of what is hostile in them."""

import io
import json
import subprocess
import time
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.evidence import commands, queries
from parvis.evidence.captures import pdfs
from parvis.evidence.captures.looking import look_at
from parvis.evidence.captures.reading import PageRead, read
from parvis.evidence.models import Capture
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.types import PLATFORM
from tests.evidence.captures.pages import PATH, paper
from tests.evidence.files import pdf
from tests.kernel.fetching.sites import page

WORDS = "Le ministère publiera cinq jeux de données."


def of(content, kind="application/pdf"):
    return read(content, kind)


def served(content):
    return page(content, kind="application/pdf")


def test_its_words_are_read():
    assert of(paper(WORDS, "La suite.")).text == f"{WORDS}\nLa suite."


def test_lines_that_go_on_are_one():
    assert of(paper("Le ministère publiera\ncinq jeux.\nEt plus.")).text == "Le ministère publiera cinq jeux.\nEt plus."


def test_its_title_and_date_are_proposed():
    found = of(paper(WORDS, Title="Microsoft Word - Plan d’action", CreationDate="D:20220203090000-05'00'"))
    assert (found.title, found.published_on.text) == ("Plan d’action", "2022-02-03")


def test_its_language_is_known():
    assert of(pdf(lambda made: made.Root.__setitem__("/Lang", "fr-CA"))).language == "fr"


def test_a_server_that_does_not_know_what_it_sends():
    assert of(paper(WORDS), "application/octet-stream").text == WORDS


def test_one_that_is_locked_against_changes_is_read():
    locked = pdf(with_page_of(WORDS), encryption=pikepdf.Encryption(owner="x", user=""))
    assert of(locked).text == WORDS


def with_page_of(words):
    """Puts a page with these words into another file."""

    def put(made):
        with pikepdf.open(io.BytesIO(paper(words))) as other:
            made.pages.extend(other.pages)

    return put


def _bomb(made):
    """A hundred megabytes of operators in a hundred kilobytes."""
    stream = made.make_stream(b"")
    stream.write(zlib.compress(b"(a) Tj " * 15_000_000), filter=pikepdf.Name.FlateDecode)
    made.pages[0].obj.Contents = stream


def _loop(made):
    made.Root.Pages.Kids = pikepdf.Array([made.Root.Pages])


HOSTILE = {
    "of nothing": b"%PDF-",
    "broken off": paper(WORDS)[:300],
    "locked": pdf(encryption=pikepdf.Encryption(owner="x", user="y")),
    "of pages within themselves": pdf(_loop),
    "deeply nested": b"%PDF-1.7\n1 0 obj " + b"[" * 500_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_one_says_nothing(kind):
    assert of(HOSTILE[kind]) == PageRead()


def test_one_that_unpacks_to_far_more_says_nothing():
    assert of(pdf(_bomb)).text == ""


def test_one_that_takes_too_long_says_nothing(monkeypatch):
    def too_long(*command, **more):
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", too_long)
    assert of(paper(WORDS)) == PageRead()


def test_very_many_spaces_take_no_time(monkeypatch):
    read_there = json.dumps({"text": "a" + " " * 100_000 + "b \n  c"}).encode()
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, read_there))
    began = time.process_time()
    assert pdfs.said(b"").text.endswith("b c")
    assert time.process_time() - began < 2


@settings(max_examples=5, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(content):
    assert "\x00" not in of(pdfs.BEGINS + content).text


def test_what_comes_after_the_words_that_are_read_counts_as_well(monkeypatch):
    """It is compared by its bytes."""
    cut = pdfs.Said(text=WORDS, is_cut=True)
    monkeypatch.setattr(pdfs, "said", lambda content: cut)
    assert of(paper(WORDS, "A")).text_sha256 != of(paper(WORDS, "B")).text_sha256


@pytest.fixture
def cited(cite, web, work):
    def cited(content):
        web.pages[PATH] = served(content)
        citation = cite(web.url)
        work()
        return queries.citation(citation.uid)

    return cited


@pytest.fixture
def becomes(web, work):
    """The file at the address is another one now, and someone has looked."""

    def becomes(citation, content):
        web.pages[PATH] = served(content)
        commands.note_look(citation.page, look_at(web.url, GuardedClient()), by=PLATFORM)
        work()
        return queries.citation(citation.uid)

    return becomes


@pytest.mark.django_db
def test_a_paper_that_changed_is_compared_word_by_word(cited, becomes):
    found = becomes(cited(paper(WORDS)), paper(WORDS.replace("cinq", "trois")))
    [passage] = queries.changes(found).comparison.passages
    assert [one.text for one in passage.segments if one.kind != "equal"] == ["cinq", "trois"]


@pytest.mark.django_db
def test_a_paper_that_was_only_made_anew_has_not_changed(cited, becomes):
    found = becomes(cited(paper(WORDS)), paper(WORDS, CreationDate="D:20260101000000Z"))
    assert (found.has_changed, Capture.objects.count()) == (False, 1)


@pytest.mark.django_db
def test_where_there_are_no_words_both_are_offered(anonymous, cited, becomes):
    found = becomes(cited(pdf()), pdf(lambda made: made.add_blank_page()))
    page = anonymous.get(f"{found.get_absolute_url()}changes/").content.decode()
    assert ("do not both hold words" in page, page.count("/wacz/")) == (True, 2)


@pytest.mark.django_db
def test_a_paper_that_was_copied_before_words_were_read_has_not_changed(cited, becomes, person):
    """Nor after it is copied again."""
    found = cited(paper(WORDS))
    Capture.objects.update(text_sha256="")
    assert not becomes(found, paper(WORDS)).has_changed
    commands.ask_for_capture(found, by=person)
    assert not becomes(found, paper(WORDS)).has_changed


@pytest.mark.django_db
def test_its_title_is_proposed_to_staff(cited):
    found = cited(paper(WORDS, Title="Plan", CreationDate="D:20220203"))
    assert queries.proposal(found).published_on.text == "2022-02-03"
