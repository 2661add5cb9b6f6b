"""Uploads and a malware scanner: found, clean, not there, and there again."""

import json
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from parvis.accounts.types import Role
from parvis.evidence import commands, files, rescanning, scanning, tasks
from parvis.evidence.errors import DocumentInQuarantine, DocumentPrivate, FileUnsafe, ScannerNotAnswering
from parvis.evidence.models import Document
from parvis.evidence.types import Scan
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.register import queries as register
from tests.accounts.factories import MembershipFactory
from tests.evidence.factories import CitationFactory, DocumentFactory
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
        tasks.scan_uploads.func()
    assert commands.publish_document(document, by=person).is_clean


def test_malware_found_later_is_never_published(person, body, settings):
    document = upload(person, body, EICAR)
    with clamd() as (address, _seen):
        settings.MALWARE_SCANNER = address
        tasks.scan_uploads.func()
    settings.MALWARE_SCANNER = ""
    with pytest.raises(DocumentInQuarantine):
        commands.publish_document(document, by=person)


def test_the_job_asks_nobody_where_there_is_no_scanner(person, body):
    upload(person, body)
    tasks.scan_uploads.func()
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


@pytest.fixture
def published(settings):
    """Published before there was a scanner: one as it should be, and one with malware in it."""
    return DocumentFactory(), DocumentFactory(content=EICAR)


def scans():
    return list(Document.objects.order_by("pk").values_list("scan", flat=True))


def test_the_nightly_job_scans_what_was_published_before_there_was_a_scanner(published, scanner):
    tasks.scan_documents.func()
    assert (scans(), len(scanner)) == ([Scan.CLEAN, Scan.INFECTED], 2)


def test_what_was_scanned_is_not_scanned_again(published, scanner):
    for _night in range(2):
        tasks.scan_documents.func()
    assert len(scanner) == 2


def test_a_published_file_with_malware_is_withheld_and_the_register_says_so(published, scanner, client):
    tasks.scan_documents.func()
    answers = [client.get(each.get_absolute_url()) for each in published]
    assert [answer.status_code for answer in answers] == [200, 410]
    answers[0].getvalue()  # to its end, which closes the file
    assert "The malware scanner found something in this file" in answers[1].content.decode()
    assert register.latest(published[1].urn).event == "evidence.document_quarantined"


def test_a_citation_of_it_leads_nowhere_and_says_why(published, scanner, client):
    citation = CitationFactory(document=published[1], url="", kind="public_document")
    tasks.scan_documents.func()
    page = client.get(citation.get_absolute_url()).content.decode()
    assert (published[1].get_absolute_url() in page, "withheld, because" in page) == (False, True)


def test_a_false_alarm_is_released_by_a_later_scan(published, settings, capsys):
    with clamd(b"stream: Odd FOUND\0") as (address, _seen):
        settings.MALWARE_SCANNER = address
        with pytest.raises(SystemExit) as ended:
            call_command("scan_documents", json=True)
    assert (ended.value.code, len(json.loads(capsys.readouterr().out)["infected"])) == (1, 2)
    with clamd(b"stream: OK\0") as (address, _seen):
        settings.MALWARE_SCANNER = address
        call_command("scan_documents", again=True)
    assert scans() == [Scan.CLEAN, Scan.CLEAN]
    assert register.latest(published[0].urn).event == "evidence.document_released"


def test_an_upload_with_malware_is_given_to_nobody(client, person, body, settings):
    document = upload(person, body, EICAR)
    client.force_login(person)
    with clamd() as (address, _seen):
        settings.MALWARE_SCANNER = address
        tasks.scan_uploads.func()
    assert (client.get(document.get_absolute_url()).status_code, register.latest(document.urn)) == (410, None)


def test_a_file_that_is_lost_stops_no_other(published, scanner):
    Document.objects.first().file.delete(save=False)
    tasks.scan_documents.func()
    assert scans() == [Scan.NOT_SCANNED, Scan.INFECTED]


def test_a_file_that_the_scanner_will_not_take_stops_no_other(settings):
    DocumentFactory.create_batch(rescanning.MOST_SILENCES)
    refusing = iter(["INSTREAM size limit exceeded. ERROR"] * 2)
    with clamd() as (address, seen):
        settings.MALWARE_SCANNER = address
        asked = scanning.asked
        with mock.patch.object(scanning, "asked", lambda content: _down(refusing) or asked(content)):
            tasks.scan_documents.func()
    assert (scans(), len(seen)) == ([Scan.WAITING, Scan.WAITING, Scan.CLEAN], 1)


def _down(answers):
    answer = next(answers, None)
    if answer:
        raise scanning.ScannerDown(answer)


def test_a_scanner_that_does_not_answer_is_asked_three_times_and_the_command_says_so(settings):
    DocumentFactory.create_batch(rescanning.MOST_SILENCES + 2)
    settings.MALWARE_SCANNER = NOBODY_LISTENS
    with pytest.raises(CommandError, match="does not answer") as ended:
        call_command("scan_documents")
    assert (ended.value.returncode, scans().count(Scan.NOT_SCANNED)) == (2, 3)


def test_the_command_says_that_there_is_no_scanner():
    with pytest.raises(CommandError, match="PARVIS_CLAMD") as ended:
        call_command("scan_documents")
    assert ended.value.returncode == 2


def test_what_is_not_public_is_not_published(person, body, membership):
    MembershipFactory(member=membership.member, person=person, role=Role.EVALUATOR)
    file = files.examined(ContentFile(b"Memo\n", name="memo.txt"))
    document = commands.upload_privately(by=person, body=body, file=file)
    with pytest.raises(DocumentPrivate):
        commands.publish_document(document, by=person)
