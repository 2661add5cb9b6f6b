"""What is said of a source holds nothing that nobody sees, and reads in the direction in which it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.evidence import commands, queries
from parvis.evidence.wording import seen, seen_in_each
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from tests.evidence.factories import CitationFactory, DocumentFactory
from tests.evidence.fieldwork import page
from tests.evidence.test_bibliographies import cite, exported

TURNED = "Report \u202efdp.exe\u202c\x07 of\u200e 2021\u2066\ufeff"
READ = "Report fdp.exe of 2021"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (TURNED, READ),
        ("One\u2028two\x0bthree", "One two three"),
        ("One\n\ttwo", "One\n\ttwo"),
        ("\u06cc\u200c\u062e", "\u06cc\u200c\u062e"),  # letters that would join without it
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("l’État à 5 %\u00a0!", "l’État à 5 %\u00a0!"),
        ("\u202e \u202c", ""),
    ],
)
def test_what_nobody_sees_is_taken_out_and_nothing_else(given, shown):
    assert seen(given) == shown


@given(st.text())
def test_it_is_taken_out_for_good(text):
    assert seen(seen(text)) == seen(text)


def test_a_machine_s_translation_stays_marked_as_one():
    texts = Multilingual({"en": TURNED, "fr": TURNED}, machine=frozenset({"fr"}))
    assert seen_in_each(texts).as_json() == {"en": READ, "fr": READ, "_machine": ["fr"]}


@pytest.mark.django_db
def test_all_that_a_source_is_called_is_seen(person, body):
    title = Multilingual({"en": TURNED})
    said = {"title": title, "note": title, "publisher": TURNED, "authors": [TURNED, "\u202e"], "language": "en"}
    found = commands.cite(by=person, body=body, kind="web_page", url="https://example.org/", **said)
    assert (str(found.title), str(found.note), found.publisher, found.authors) == (READ, READ, READ, [READ])


@pytest.mark.django_db
def test_what_history_says_stays_as_its_file_has_it_until_it_is_corrected(person, body):
    """An import is one act, with the hash of its file; what is exported again is that file, byte for byte."""
    title = Multilingual({"en": TURNED})
    found = commands.cite(by=IMPORT, body=body, kind="web_page", url="https://example.org/", title=title)
    assert str(found.title) == TURNED
    assert str(commands.describe_source(found, by=person, title=title).title) == READ


@pytest.mark.django_db
def test_a_document_is_called_by_what_is_seen(person, body):
    document = DocumentFactory(body=body, published_at=None)
    title = Multilingual({"en": TURNED})
    assert str(commands.describe_document(document, title=title, language="en", by=person).title) == READ


@pytest.mark.django_db
@pytest.mark.parametrize("extension", queries.FORMATS)
def test_what_was_recorded_before_is_exported_without(extension):
    cite(CitationFactory(title=Multilingual({"en": TURNED}), language="en", authors=[TURNED], publisher=TURNED))
    written = exported(extension)
    assert ("\u202e" in written, "\\u202e" in written, written.count(READ)) == (False, False, 3)


@pytest.mark.django_db
def test_the_look_shows_what_will_be_recorded(client, plan, evaluator):
    client.force_login(evaluator)
    typed = {"source_kind": "web_page", "source_url": "https://example.org/", "source_accessed_on": "2022-02-03"}
    typed |= {"source_title": TURNED, "source_authors": f"{TURNED}\nB", "source_publisher": TURNED}
    answer = client.post(page("record_source", plan.member, about=plan.urn), typed | {"source_language": "en"})
    source = answer.context["form"].source
    assert (str(source.title), source.authors, source.publisher) == (READ, (READ, "B"), READ)
    assert "\u202e" not in str(answer.context["review"])
