"""Uploads that nobody publishes: discarded by staff, or by time. What is kept under the same hash stays."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from parvis.evidence import commands
from parvis.evidence.errors import DocumentAlreadyPublished
from parvis.evidence.models import Document
from parvis.evidence.types import KEPT_FOR
from parvis.kernel.clock import now
from parvis.kernel.errors import NotPermitted
from parvis.kernel.types import PLATFORM
from tests.accounts.factories import MembershipFactory
from tests.evidence.factories import DocumentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def upload(person, body, content=b"Minutes\n"):
    return commands.upload_document(by=person, body=body, file=ContentFile(content, name="minutes.txt"))


def test_staff_discard_an_upload_with_its_file(person, body):
    document = upload(person, body)
    commands.discard_document(document, by=person)
    assert not Document.objects.exists()
    assert not default_storage.exists(document.file.name)


def test_the_file_stays_where_another_document_is_the_same(person, body):
    kept, document = upload(person, body), upload(person, body)
    commands.discard_document(document, by=person)
    assert default_storage.exists(kept.file.name)


def test_what_is_published_is_not_discarded(person, body):
    document = commands.publish_document(upload(person, body), by=person)
    with pytest.raises(DocumentAlreadyPublished):
        commands.discard_document(document, by=person)


def test_nobody_discards_for_another_member(person, body):
    document = upload(person, body)
    with pytest.raises(NotPermitted):
        commands.discard_document(document, by=MembershipFactory().person)


def test_time_discards_what_waited_too_long_and_nothing_else(person, body):
    old, published = upload(person, body), upload(person, body, b"Public\n")
    commands.publish_document(published, by=person)
    with time_machine.travel(now() + KEPT_FOR + timedelta(hours=1)):
        new = upload(person, body, b"New\n")
        assert commands.discard_uploads(by=PLATFORM) == 1
    assert set(Document.objects.all()) == {published, new}
    assert not default_storage.exists(old.file.name)


def test_the_page_asks_before_it_discards(client, person, membership, body):
    client.force_login(person)
    document = upload(person, body)
    page = reverse("evidence:discard_document", args=[membership.member.slug, document.uid])
    assert client.get(page).status_code == 200
    assert Document.objects.exists()
    client.post(page)
    assert not Document.objects.exists()


def test_a_published_document_has_no_page_to_discard_it(client, person, membership, body):
    client.force_login(person)
    document = DocumentFactory(body=body)
    page = reverse("evidence:discard_document", args=[membership.member.slug, document.uid])
    answer = client.post(page)
    assert (answer.status_code, Document.objects.count()) == (422, 1)
