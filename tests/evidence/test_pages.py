import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.evidence.models import Citation, Document
from parvis.register import queries as register
from tests.accounts.factories import MembershipFactory
from tests.evidence.factories import CitationFactory, DocumentFactory
from tests.evidence.files import PDF

pytestmark = pytest.mark.django_db


def download(client, document, **headers):
    """The answer and what came with it, read to the end."""
    answer = client.get(document.get_absolute_url(), headers=headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, content


def documents_url(membership):
    return reverse("evidence:documents", args=[membership.member.slug])


def test_a_published_document_downloads_under_its_name(anonymous):
    document = DocumentFactory(file_name="procès-verbal “final”.txt")
    answer, _content = download(anonymous, document)
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''proc%C3%A8s-verbal%20%E2%80%9Cfinal%E2%80%9D.txt"
    )


def test_what_downloads_is_the_file(anonymous):
    _answer, content = download(anonymous, DocumentFactory(content=b"As uploaded.\n"))
    assert content == b"As uploaded.\n"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Content-Type", "text/plain"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("Cache-Control", "public, max-age=3600"),
        ("Content-Length", "13"),
    ],
)
def test_a_download_is_never_taken_for_a_page(anonymous, header, value):
    answer, _content = download(anonymous, DocumentFactory(content=b"As uploaded.\n"))
    assert answer[header] == value


def test_a_download_depends_on_no_cookie(anonymous):
    answer, _content = download(anonymous, DocumentFactory())
    assert "Cookie" not in answer.get("Vary", "")


def test_a_file_that_a_browser_has_is_not_sent_again(anonymous):
    document = DocumentFactory()
    known, _content = download(anonymous, document)
    answer, content = download(anonymous, document, **{"If-None-Match": known["ETag"]})
    assert (answer.status_code, content) == (304, b"")


def damaged(document):
    """As many bytes as before, one of them another."""
    path = Path(document.file.path)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"?")
    return document


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_is_not_the_file_of_the_register_is_given_to_nobody(anonymous, method, caplog):
    document = damaged(DocumentFactory(content=b"As uploaded.\n"))
    answer = getattr(anonymous, method)(document.get_absolute_url())
    assert (answer.status_code, "put it back from a backup" in caplog.text) == (410, True)


def test_the_refusal_says_whom_to_ask(anonymous):
    answer = anonymous.get(damaged(DocumentFactory()).get_absolute_url())
    assert "is not the one that was kept" in answer.content.decode()


def test_a_file_that_is_missing_is_said_to_be_gone(anonymous):
    document = DocumentFactory()
    Path(document.file.path).unlink()
    assert anonymous.get(document.get_absolute_url()).status_code == 410


def test_a_question_for_the_headers_alone_gets_them(anonymous):
    document = DocumentFactory(content=b"As uploaded.\n")
    with closing(anonymous.head(document.get_absolute_url())) as answer:
        pass
    assert (answer.status_code, answer["Content-Length"], answer["ETag"]) == (200, "13", f'"{document.sha256}"')


def test_a_part_that_is_asked_for_comes_with_the_whole(anonymous):
    answer, content = download(anonymous, DocumentFactory(content=b"As uploaded.\n"), Range="bytes=3-4")
    assert (answer.status_code, content) == (200, b"As uploaded.\n")


def test_a_large_file_is_not_held_in_memory(anonymous):
    document = DocumentFactory(content=bytes(8 * 2**20))
    tracemalloc.start()
    answer = anonymous.get(document.get_absolute_url())
    sent = sum(len(part) for part in answer.streaming_content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (sent, most < 4 * 2**20) == (8 * 2**20, True)


def test_times_of_documents_name_their_zone(anonymous, membership, body):
    DocumentFactory(body=body)

    shown = anonymous.get(documents_url(membership)).content.decode()

    assert f"Times are in the time zone {membership.member.time_zone}." in shown


def test_a_document_that_waits_is_not_found(anonymous):
    assert anonymous.get(DocumentFactory(published_at=None).get_absolute_url()).status_code == 404


def test_a_document_that_waits_is_not_found_by_staff_of_another_body(staff):
    assert staff.get(DocumentFactory(published_at=None).get_absolute_url()).status_code == 404


def test_a_document_that_waits_is_open_to_those_who_may_publish_it(staff, body):
    answer, _content = download(staff, DocumentFactory(body=body, published_at=None))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_the_page_of_a_source_says_what_is_not_known(anonymous):
    page = anonymous.get(CitationFactory(accessed_on="2022-02-10").get_absolute_url())
    assert "Not captured" in page.content.decode()


def test_a_source_elsewhere_says_where(anonymous):
    page = anonymous.get(CitationFactory(url="https://www.mcn.gouv.qc.ca/plan").get_absolute_url())
    assert "(on another site: mcn.gouv.qc.ca)" in page.content.decode()


@pytest.mark.parametrize("kind", Citation.Kind.values)
def test_every_kind_of_source_has_its_page(anonymous, kind):
    assert anonymous.get(CitationFactory(kind=kind).get_absolute_url()).status_code == 200


def test_a_record_of_this_platform_is_linked(anonymous):
    cited = DocumentFactory()
    page = anonymous.get(CitationFactory(kind="platform_record", record=cited.urn, url="").get_absolute_url())
    assert cited.get_absolute_url() in page.content.decode()


def test_the_documents_of_a_member_are_listed(anonymous, membership, body):
    document = DocumentFactory(body=body)
    DocumentFactory(body=body, published_at=None)
    DocumentFactory()
    assert list(anonymous.get(documents_url(membership)).context["documents"]) == [document]


def test_a_list_of_documents_costs_few_queries(anonymous, membership, body, django_assert_max_num_queries):
    DocumentFactory.create_batch(12, body=body)
    with django_assert_max_num_queries(4):
        anonymous.get(documents_url(membership))


def test_a_document_is_uploaded_then_published(staff, membership):
    slug = membership.member.slug
    answer = staff.post(
        reverse("evidence:upload_document", args=[slug]),
        {"source_file": SimpleUploadedFile("minutes.pdf", PDF), "title_en": "Minutes", "language": "en"},
    )
    staff.post(answer["Location"])
    document = Document.objects.get()
    assert (document.is_published, register.latest(document.urn).event) == (True, "evidence.document_published")


def test_nothing_is_published_before_it_is_confirmed(staff, membership, body):
    document = DocumentFactory(body=body, published_at=None)
    page = staff.get(reverse("evidence:publish_document", args=[membership.member.slug, document.uid]))
    document.refresh_from_db()
    assert (page.status_code, document.is_published) == (200, False)


def test_a_refused_upload_page_says_that_the_file_is_kept(staff, membership):
    page = staff.post(
        reverse("evidence:upload_document", args=[membership.member.slug]),
        {"source_file": SimpleUploadedFile("minutes.pdf", PDF), "language": "en"},
    )
    assert (page.status_code, "<strong>minutes.pdf</strong>" in page.content.decode()) == (422, True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_uploading_is_not_for_everyone(staff, method):
    other = MembershipFactory().member
    assert getattr(staff, method)(reverse("evidence:upload_document", args=[other.slug])).status_code == 403


def test_a_visitor_is_asked_to_sign_in(anonymous, membership):
    answer = anonymous.get(reverse("evidence:upload_document", args=[membership.member.slug]))
    assert "/account/login/" in answer["Location"]


def test_the_document_of_another_member_is_not_published_here(staff, membership):
    document = DocumentFactory(published_at=None)
    url = reverse("evidence:publish_document", args=[membership.member.slug, document.uid])
    assert staff.post(url).status_code == 404


def test_a_file_that_is_not_here_is_named_by_its_hash(anonymous):
    document = DocumentFactory(file="", published_at=None)
    page = anonymous.get(CitationFactory(kind="public_document", url="", document=document).get_absolute_url())
    assert (document.get_absolute_url() in page.content.decode(), document.sha256[:4] in page.content.decode()) == (
        False,
        True,
    )
