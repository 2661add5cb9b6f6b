"""Uploads and a malware scanner: found, clean, not there, and there again."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from parvis.evidence import commands, scanning, tasks
from parvis.evidence.errors import DocumentInQuarantine, FileUnsafe, ScannerNotAnswering
from parvis.evidence.models import Document
from parvis.evidence.types import Scan
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from tests.evidence.factories import DocumentFactory
from tests.evidence.scanner import EICAR, clamd

pytestmark = pytest.mark.django_db
NOBODY_LISTENS = "127.0.0.1:1"


@pytest.fixture
def scanner(settings):
    with clamd() as (address, seen):
        settings.MALWARE_SCANNER = address
        yield seen


def upload(person, body, content=b"Minutes\n"):
    return commands.upload_document(by=person, body=body, file=ContentFile(content, name="minutes.txt"))


def test_a_clean_file_is_kept_as_scanned(person, body, scanner):
    assert upload(person, body).scan == Scan.CLEAN
    assert scanner == [b"Minutes\n"]


def test_a_large_file_reaches_the_scanner_whole(person, body, scanner):
    upload(person, body, b"a" * 300_000)
    assert [len(content) for content in scanner] == [300_000]


def test_malware_is_refused_by_its_name_and_not_kept(person, body, scanner):
    with pytest.raises(FileUnsafe, match="Eicar-Test"):
        upload(person, body, EICAR)
    assert not Document.objects.exists()


def test_without_a_scanner_files_are_published_as_not_scanned(person, body):
    document = commands.publish_document(upload(person, body), by=person)
    assert (document.is_published, document.scan) == (True, Scan.NOT_SCANNED)


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: Can't allocate memory ERROR\0", b"nonsense"]
)
def test_a_scanner_that_does_not_answer_keeps_the_file_in_quarantine(person, body, settings, answer):
    with clamd(answer) as (address, _seen):
        settings.MALWARE_SCANNER = address if answer else NOBODY_LISTENS
        document = upload(person, body)
    assert document.scan == Scan.WAITING
    with pytest.raises(DocumentInQuarantine):
        commands.publish_document(document, by=person)


def test_what_was_uploaded_before_there_was_a_scanner_waits_for_it_too(person, body, settings):
    document = upload(person, body)
    settings.MALWARE_SCANNER = NOBODY_LISTENS
    with pytest.raises(DocumentInQuarantine):
        commands.publish_document(document, by=person)


def test_the_job_scans_what_waits_and_it_can_be_published(person, body, settings):
    settings.MALWARE_SCANNER = NOBODY_LISTENS
    document = upload(person, body)
    with clamd() as (address, _seen):
        settings.MALWARE_SCANNER = address
        tasks.scan_documents.func()
    assert commands.publish_document(document, by=person).is_clean


def test_malware_found_later_is_never_published(person, body, settings):
    document = upload(person, body, EICAR)
    with clamd() as (address, _seen):
        settings.MALWARE_SCANNER = address
        tasks.scan_documents.func()
    settings.MALWARE_SCANNER = ""
    with pytest.raises(DocumentInQuarantine):
        commands.publish_document(document, by=person)


def test_the_job_asks_nobody_where_there_is_no_scanner(person, body):
    upload(person, body)
    tasks.scan_documents.func()
    assert Document.objects.get().scan == Scan.NOT_SCANNED


def test_an_import_of_an_original_does_not_go_past_the_scanner(settings):
    settings.MALWARE_SCANNER = NOBODY_LISTENS
    with pytest.raises(ScannerNotAnswering):
        commands.record_past_original(
            by=IMPORT,
            body="urn:parvis:member:1",
            file_name="report.txt",
            content=b"A report",
            title=Multilingual({"en": "A report"}),
            language="en",
        )


def test_a_scanner_at_a_socket_of_this_machine_is_asked_there(settings, tmp_path):
    settings.MALWARE_SCANNER = f"unix:{tmp_path}/nothing.ctl"
    with pytest.raises(scanning.ScannerDown):
        scanning.asked(b"x")


def test_staff_see_that_there_is_no_scanner(client, membership):
    client.force_login(membership.person)
    page = client.get(reverse("evidence:documents", args=[membership.member.slug])).content.decode()
    assert "No malware scanner" in page


def test_everyone_sees_which_file_was_not_scanned(client, membership):
    DocumentFactory(body=membership.member.urn)
    page = client.get(reverse("evidence:documents", args=[membership.member.slug])).content.decode()
    assert ("Not scanned for malware" in page, "No malware scanner" in page) == (True, False)
