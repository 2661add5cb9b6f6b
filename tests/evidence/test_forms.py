from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from parvis.evidence.forms import CitationForm, DocumentForm, posted
from parvis.evidence.models import Citation, Document
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from tests.accounts.factories import MembershipFactory
from tests.evidence.factories import CitationFactory, DocumentFactory
from tests.evidence.files import PDF

WEB_PAGE = {
    "source_kind": "web_page",
    "source_url": "https://example.org/minutes",
    "source_accessed_on": "2022-02-10",
    "source_title": "Procès-verbal",
    "source_language": "fr",
    "source_publisher": "MCN",
}

pytestmark = pytest.mark.django_db


class OptionalForm(CitationForm):
    evidence_is_optional = True


def pdf(content=PDF, name="minutes.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def fill(person, body):
    def filled(form=CitationForm, **fields):
        request = RequestFactory().post("/", {"source_language": "en", **fields})
        request.user = person
        form = posted(form, request, body=body)
        request.close()
        return form

    return filled


def test_a_web_page_becomes_a_source(fill):
    form = fill(**WEB_PAGE)
    form.is_valid()
    assert (form.source.kind, form.source.url, form.source.title, form.source.accessed_on) == (
        Citation.Kind.WEB_PAGE,
        "https://example.org/minutes",
        Multilingual({"fr": "Procès-verbal"}),
        PartialDate("2022-02-10"),
    )


@pytest.mark.parametrize("left_out", ["source_kind", "source_url", "source_accessed_on"])
def test_what_a_web_page_needs_is_asked_for(fill, left_out):
    assert list(fill(**{**WEB_PAGE, left_out: ""}).errors) == [left_out]


def test_the_title_of_a_web_page_may_be_left_to_its_copy(fill):
    form = fill(**{**WEB_PAGE, "source_title": ""})
    assert form.is_valid()
    assert form.source.title == Multilingual()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "http://", "file:///etc/passwd"])
def test_only_an_address_on_the_web_is_a_web_page(fill, url):
    assert "source_url" in fill(**{**WEB_PAGE, "source_url": url}).errors


def test_something_not_public_is_described(fill):
    form = fill(source_kind="not_public", source_title="Working paper", source_note="Cabinet confidence.")
    form.is_valid()
    assert str(form.source.note) == "Cabinet confidence."


def test_what_was_filled_in_for_another_kind_is_forgotten(fill):
    form = fill(source_kind="not_public", source_title="Paper", source_note="Secret.", source_url="not an address")
    form.is_valid()
    assert form.source.url == ""


def test_a_posted_file_is_kept_unpublished(fill):
    fill(source_kind="public_document", source_title="Minutes", source_file=pdf())
    assert not Document.objects.get().is_published


def test_a_refused_form_loses_no_upload(fill):
    refused = fill(source_kind="public_document", source_file=pdf())
    assert list(refused.errors) == ["source_title"]
    again = fill(source_kind="public_document", source_title="Minutes", source_kept=refused["source_kept"].value())
    assert again.is_valid()
    assert again.source.document == Document.objects.get()


def test_a_kept_upload_is_named_when_what_was_typed_is_read_again(fill):
    form = fill(source_kind="public_document", source_title="Minutes", source_file=pdf())
    form.is_valid()
    assert form.cleaned_data["source_file"] == "minutes.pdf"


def test_a_file_says_of_what_kind_the_source_is(fill):
    form = fill(source_title="Minutes", source_file=pdf())
    assert form.is_valid()


def test_another_file_replaces_the_kept_one(fill):
    first = fill(source_kind="public_document", source_file=pdf())
    second = fill(
        source_kind="public_document",
        source_title="Minutes",
        source_kept=first["source_kept"].value(),
        source_file=pdf(PDF + b"\n"),
    )
    second.is_valid()
    assert second.source.document.size == len(PDF) + 1


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (pdf(b""), "empty"),
        (pdf(b"MZ"), "is not PDF"),
        (pdf(b"a" * 11 * 2**20), "larger than"),
        (pdf(name="minutes.html"), "Files of this type"),
    ],
)
def test_a_refused_file_is_refused_once_beside_its_field(fill, file, says):
    errors = fill(source_kind="public_document", source_title="Minutes", source_file=file).errors
    assert [says in error for error in errors["source_file"]] == [True]


def test_a_document_without_a_file_is_refused(fill):
    assert list(fill(source_kind="public_document", source_title="Minutes").errors) == ["source_file"]


def test_a_forged_reference_is_refused(fill):
    errors = fill(source_kind="public_document", source_title="Minutes", source_kept="forged:by:me").errors
    assert list(errors) == ["source_file"]


def test_someone_who_does_not_work_for_the_body_keeps_no_file(body):
    request = RequestFactory().post("/", {"source_file": pdf()})
    request.user = MembershipFactory().person
    with pytest.raises(NotPermitted), closing(request):
        posted(CitationForm, request, body=body)


def test_a_record_is_named_by_its_urn(fill):
    cited = CitationFactory()
    form = fill(source_kind="platform_record", source_record=cited.urn)
    form.is_valid()
    assert form.source.record == cited.urn


def test_a_record_is_named_by_the_address_of_its_page(fill, settings):
    cited = CitationFactory()
    form = fill(source_kind="platform_record", source_record=settings.PARVIS_ORIGIN + cited.get_absolute_url())
    form.is_valid()
    assert form.source.record == cited.urn


@pytest.mark.parametrize(
    "record",
    [
        "urn:parvis:citation:00000000-0000-4000-8000-000000000000",
        "urn:parvis:citation:x",
        "urn:isbn:9780262046305",
        "https://elsewhere.example.org/en/",
        "/en/no/such/page/",
        "the minutes",
    ],
)
def test_a_record_that_is_not_there_is_refused(fill, record):
    assert list(fill(source_kind="platform_record", source_record=record).errors) == ["source_record"]


def test_a_document_that_waits_elsewhere_is_no_record(fill):
    waiting = DocumentFactory(published_at=None)
    assert fill(source_kind="platform_record", source_record=waiting.urn).errors


def test_evidence_may_be_optional(fill):
    form = fill(OptionalForm, source_kind="")
    assert form.is_valid()
    assert form.source is None


def test_evidence_typed_without_its_kind_is_not_lost(fill):
    assert list(fill(OptionalForm, source_kind="", source_title="Minutes").errors) == ["source_kind"]


def test_a_document_has_a_title(fill):
    assert list(fill(DocumentForm, source_file=pdf(), language="en").errors) == ["title"]


def test_a_refused_document_form_loses_no_upload(fill):
    refused = fill(DocumentForm, source_file=pdf(), language="en")
    again = fill(DocumentForm, source_kept=refused["source_kept"].value(), title_en="Minutes", language="en")
    assert again.is_valid()
