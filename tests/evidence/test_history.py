"""What enters with history: originals, kept to be saved and never shown, and pages whose address is lost."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from parvis.evidence import commands, queries
from parvis.evidence.errors import FileEmpty, FileTooLarge, FileTypeNotAllowed
from parvis.evidence.files import LARGEST
from parvis.evidence.forms import CitationForm
from parvis.evidence.models import Citation, Document
from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.register.models import Outbox
from tests.evidence.factories import CitationFactory, DocumentFactory

pytestmark = pytest.mark.django_db

TITLE = Multilingual({"en": "Report"})
PAGE = b"<!doctype html><script>alert(document.cookie)</script>"


def original(body, content=PAGE, file_name="report.html", by=IMPORT) -> Document:
    return commands.record_past_original(
        by=by, body=body, file_name=file_name, content=content, title=TITLE, language="en"
    )


def test_a_saved_page_is_served_as_bytes_to_save_and_never_as_a_page(body):
    answer = Client().get(original(body).get_absolute_url())

    assert b"".join(answer.streaming_content) == PAGE
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("content", ["é".encode("latin-1"), "text".encode("utf-16"), b"\xef\xbb\xbftext", b"a\0b"])
def test_a_text_is_kept_in_whatever_encoding_it_has(body, content):
    with original(body, content, "report.txt").file.open() as kept:
        assert kept.read() == content


def test_an_original_is_public_at_once_and_no_act_of_its_own(body):
    assert original(body).is_published
    assert not Outbox.objects.exists()


def test_the_same_original_is_kept_once(body):
    assert original(body) == original(body, file_name="another.html")


@pytest.mark.parametrize(
    ("content", "file_name", "refusal"),
    [
        (b"", "report.html", FileEmpty),
        (b"x" * (LARGEST + 1), "report.html", FileTooLarge),
        (b"MZ", "report.exe", FileTypeNotAllowed),
        (b"text", "report", FileTypeNotAllowed),
    ],
)
def test_what_imports_do_not_read_is_not_kept(body, content, file_name, refusal):
    with pytest.raises(refusal):
        original(body, content, file_name)


def test_an_original_is_no_publication_of_the_body(body):
    original(body)
    DocumentFactory(body=body)

    assert queries.count_documents_published(body) == 1


def test_only_the_import_keeps_originals(body, person):
    with pytest.raises(NotPermitted):
        original(body, by=person)


def test_a_page_whose_address_is_lost_says_so(body):
    citation = commands.cite_lost_page(by=IMPORT, body=body, title=TITLE, language="en")

    page = Client().get(citation.get_absolute_url()).content.decode()

    assert "Address lost in the source" in page


def test_only_the_import_cites_what_is_lost(body, person):
    with pytest.raises(NotPermitted):
        commands.cite_lost_page(by=person, body=body, title=TITLE, language="en")


def test_a_page_has_its_address_or_is_said_to_have_lost_it():
    for facts in ({"url": "", "url_is_lost": False}, {"url": "https://example.org/", "url_is_lost": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CitationFactory(kind=Citation.Kind.WEB_PAGE, **facts)


def test_a_form_still_asks_for_the_address(body, person):
    form = CitationForm({"source_kind": "web_page", "source_title": "A page"}, by=person, body=body)

    assert "source_url" in form.errors
