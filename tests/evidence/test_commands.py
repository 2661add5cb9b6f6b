import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile

from parvis.accounts.models import Role
from parvis.evidence import commands, queries
from parvis.evidence.errors import (
    DocumentAlreadyPublished,
    DocumentNotHeld,
    DocumentNotPublished,
    FileTypeMismatch,
    InTheFuture,
    UploadGone,
)
from parvis.evidence.models import Citation, Document
from parvis.evidence.types import Source
from parvis.kernel import measures
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Invalid, NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.register import queries as register
from tests.accounts.factories import MembershipFactory, PersonFactory
from tests.evidence.factories import DocumentFactory
from tests.evidence.files import PDF

TITLE = Multilingual({"en": "Minutes", "fr": "Procès-verbal"})

pytestmark = pytest.mark.django_db


def upload(body, person, content=PDF, **facts):
    return commands.upload_document(by=person, body=body, file=ContentFile(content, name="minutes.pdf"), **facts)


def test_an_upload_is_not_public(body, person):
    assert not upload(body, person).is_published


def test_an_upload_is_called_by_its_file_until_it_is_named(body, person):
    assert str(upload(body, person).title) == "minutes"


def test_an_upload_is_kept_under_its_hash(body, person):
    document = upload(body, person)
    assert document.file.name.endswith(document.sha256)


def test_a_refused_file_leaves_nothing(body, person):
    with pytest.raises(FileTypeMismatch):
        upload(body, person, b"MZ not a PDF")
    assert not Document.objects.exists()


def test_only_those_who_work_for_a_body_upload_for_it(body, membership):
    person = MembershipFactory(member=membership.member, role=Role.FORUM_MEMBER).person
    with pytest.raises(NotPermitted):
        upload(body, person)


def test_working_for_another_body_is_not_enough(body):
    with pytest.raises(NotPermitted):
        upload(body, MembershipFactory().person)


def test_publishing_a_document_goes_on_the_register_with_its_hash(body, person):
    document = commands.publish_document(upload(body, person), by=person)
    line = register.latest(document.urn)
    assert (line.event, line.payload) == ("evidence.document_published", {"sha256": document.sha256})


def test_a_document_is_published_once(body, person):
    document = commands.publish_document(upload(body, person), by=person)
    with pytest.raises(DocumentAlreadyPublished):
        commands.publish_document(document, by=person)


def test_a_published_document_keeps_its_title(body, person):
    document = commands.publish_document(upload(body, person), by=person)
    with pytest.raises(DocumentAlreadyPublished):
        commands.describe_document(document, title=TITLE, language="en", by=person)


def test_the_measure_counts_what_a_body_has_published(body, person):
    commands.publish_document(upload(body, person), by=person)
    upload(body, person, PDF + b"\n")
    DocumentFactory()
    assert measures.measure("evidence.documents_published").value(body) == 1


def test_a_citation_is_no_act_of_its_own(body, person):
    citation = commands.cite(by=person, body=body, kind="web_page", url="https://example.org/", title=TITLE)
    assert register.latest(citation.urn) is None


def test_a_key_names_one_citation_of_a_body(body):
    facts = {"by": IMPORT, "body": body, "kind": "web_page", "url": "https://example.org/", "key": "S0"}
    commands.cite(**facts)
    with pytest.raises(Invalid):
        commands.cite(**facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "web_page", "title": TITLE},
        {"kind": "web_page", "url": "javascript:alert(1)", "title": TITLE},
        {"kind": "web_page", "url": "ftp://example.org/file", "title": TITLE},
        {"kind": "public_document"},
        {"kind": "platform_record", "record": "the minutes"},
        {"kind": "rumour", "title": TITLE},
        {"kind": "interview", "title": TITLE, "accessed_on": "2022-13"},
    ],
)
def test_a_citation_that_cannot_be_followed_is_refused(body, person, facts):
    with pytest.raises(Invalid):
        commands.cite(by=person, body=body, **facts)


def test_a_citation_does_not_rest_on_a_file_that_readers_cannot_open(body, person):
    with pytest.raises(DocumentNotPublished):
        commands.cite(by=person, body=body, kind="public_document", document=upload(body, person))


def test_someone_not_signed_in_cites_nothing(body):
    with pytest.raises(NotPermitted):
        commands.cite(by=AnonymousUser(), body=body, kind="web_page", url="https://example.org/", title=TITLE)


def test_what_was_typed_becomes_a_citation(body, person):
    source = Source(
        kind=Citation.Kind.WEB_PAGE,
        title=TITLE,
        url="https://example.org/",
        publisher="MCN",
        accessed_on=PartialDate("2022-02-10"),
    )
    citation = commands.cite_source(source, by=person, body=body, about=body)
    assert (citation.title, citation.publisher, citation.accessed_on) == (TITLE, "MCN", PartialDate("2022-02-10"))


def test_nothing_was_read_on_a_day_to_come(body, person):
    source = Source(kind=Citation.Kind.WEB_PAGE, url="https://example.org/", accessed_on=PartialDate("2099"))
    with pytest.raises(InTheFuture) as refusal:
        commands.cite_source(source, by=person, body=body, about=body)
    assert (refusal.value.field, Citation.objects.count()) == ("accessed_on", 0)


def test_an_upload_is_published_with_its_citation(body, person):
    source = Source(kind=Citation.Kind.PUBLIC_DOCUMENT, title=TITLE, document=upload(body, person))
    citation = commands.cite_source(source, by=person, body=body, about=body)
    assert register.latest(citation.document.urn).event == "evidence.document_published"


def test_an_upload_takes_the_title_it_is_cited_by(body, person):
    source = Source(kind=Citation.Kind.PUBLIC_DOCUMENT, title=TITLE, document=upload(body, person))
    assert commands.cite_source(source, by=person, body=body, about=body).document.title == TITLE


def test_a_published_document_is_cited_without_publishing_it_again(body, person):
    document = DocumentFactory(body=body)
    source = Source(kind=Citation.Kind.PUBLIC_DOCUMENT, title=TITLE, document=document)
    commands.cite_source(source, by=person, body=body, about=body)
    assert register.latest(document.urn) is None


def test_the_upload_of_another_body_is_not_cited(body, person):
    source = Source(kind=Citation.Kind.PUBLIC_DOCUMENT, title=TITLE, document=DocumentFactory(published_at=None))
    with pytest.raises(UploadGone):
        commands.cite_source(source, by=person, body=body, about=body)


def test_a_kept_upload_is_found_by_its_reference(body, person):
    document = upload(body, person)
    assert queries.kept_upload(queries.reference_to(document, by=person), by=person) == document


def test_a_reference_is_of_no_use_to_another(body, person):
    reference = queries.reference_to(upload(body, person), by=person)
    with pytest.raises(UploadGone):
        queries.kept_upload(reference, by=PersonFactory())


@pytest.mark.parametrize("reference", ["", "x", "a:b:c", "WyJ4Il0:1abcde:forged"])
def test_a_forged_reference_finds_nothing(reference, person):
    with pytest.raises(UploadGone):
        queries.kept_upload(reference, by=person)


def test_a_reference_is_good_for_as_long_as_the_upload_waits(body, person):
    with time_machine.travel("2022-02-10 12:00Z", tick=False):
        document = upload(body, person)
        reference = queries.reference_to(document, by=person)
    with time_machine.travel("2022-02-17 11:59Z", tick=False):
        assert queries.kept_upload(reference, by=person) == document
    with time_machine.travel("2022-02-17 12:01Z", tick=False), pytest.raises(UploadGone):
        queries.kept_upload(reference, by=person)


def test_a_file_of_which_only_the_hash_is_known_is_not_published(body):
    document = commands.record_past_document(
        by=IMPORT,
        body=body,
        sha256="0" * 64,
        file_name="a.pdf",
        media_type="application/pdf",
        size=1,
        title=TITLE,
        language="en",
    )
    with pytest.raises(DocumentNotHeld):
        commands.publish_document(document, by=IMPORT)
