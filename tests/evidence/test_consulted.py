"""What was consulted and is not public: the register commits to it, and nobody but its evaluator has it."""

import hashlib
import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from parvis.evidence import commands, files, queries
from parvis.evidence.errors import AlreadyDisclosed, AlreadyErased, CopyDamaged, InTheFuture
from parvis.evidence.models import ConsultedItem, Document
from parvis.evidence.types import Keeping
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import NotPermitted
from parvis.register import queries as register
from parvis.register.types import commits_to
from tests.evidence.fieldwork import SECRET, confirmed, consulted, everything_stored, leaf, page, recorded
from tests.evidence.files import image

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("keeping", Keeping)
def test_the_register_commits_to_the_content(about, evaluator, keeping):
    item = consulted(about, evaluator, keeping)
    line = leaf(item.citation.urn)
    assert commits_to(line["commitments"]["content"], item.salt, SECRET.encode())
    assert hashlib.sha256(SECRET.encode()).hexdigest() not in json.dumps(line)


def test_what_is_only_hashed_is_not_kept(about, evaluator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        consulted(about, evaluator, Keeping.HASH_ONLY)
    kept = everything_stored()
    assert [word in kept for word in (SECRET, hashlib.sha256(SECRET.encode()).hexdigest())] == [False, False]


def test_what_is_kept_is_kept_under_no_hash(about, evaluator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        consulted(about, evaluator)
    kept = everything_stored()
    assert [word in kept for word in (SECRET, hashlib.sha256(SECRET.encode()).hexdigest())] == [True, False]


def test_erasing_leaves_nothing_and_changes_no_line(about, evaluator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        item = consulted(about, evaluator)
        salt, line = item.salt, register.latest(item.citation.urn).leaf
        commands.erase_consulted(item, by=evaluator)
    kept = everything_stored()
    assert [word in kept for word in (SECRET, salt, "memo.txt")] == [False] * 3
    assert line in kept
    with pytest.raises(AlreadyErased):
        commands.disclose_consulted(item, by=evaluator)


def test_a_disclosed_salt_is_on_the_register_and_on_the_page(about, evaluator, client):
    item = consulted(about, evaluator)
    page = item.citation.get_absolute_url()
    assert item.salt not in client.get(page).content.decode()
    commands.disclose_consulted(item, by=evaluator)
    assert item.salt in client.get(page).content.decode()
    assert leaf(item.citation.urn)["payload"]["salt"] == item.salt
    with pytest.raises(AlreadyDisclosed):
        commands.disclose_consulted(item, by=evaluator)


def test_it_stands_in_the_bibliographies_as_not_public(about, evaluator):
    consulted(about, evaluator)
    assert [queries.bibliography(owner).counts for owner in about.bibliographies] == [
        {"not_public": {"not_public": 1}},
        {"not_public": {"not_public": 1}},
    ]


@pytest.fixture
def photo():
    """With where it was taken in it: what is public would be written anew, without that."""
    exif = Image.Exif()
    exif[0x010E] = "45.5 N, 73.6 W"
    return image("JPEG", (40, 30), exif=exif)


@pytest.mark.parametrize("keeping", Keeping)
def test_whoever_has_the_picture_can_check_the_commitment_to_it(client, plan, evaluator, photo, keeping):
    client.force_login(evaluator)
    confirmed(
        client,
        page("record_consulted", plan.member, about=plan.urn),
        source_file=SimpleUploadedFile("photo.jpg", photo),
        title="A photo",
        note="Secret",
        keeping=keeping,
        language="en",
    )
    item = ConsultedItem.objects.get()
    assert commits_to(item.digest, item.salt, photo)
    if keeping == Keeping.FOR_EVALUATOR:
        assert client.get(page("consulted_file", plan.member, item.uid)).getvalue() == photo


def test_nothing_is_committed_to_that_is_not_what_was_uploaded(about, evaluator):
    upload = files.examined(ContentFile(SECRET.encode(), name="memo.txt"))
    document = commands.upload_privately(by=evaluator, body=about.body, file=upload)
    Path(document.file.path).write_bytes(SECRET.encode()[:-1] + b"?")
    with pytest.raises(CopyDamaged):
        recorded(about, evaluator, document)


def test_nothing_was_consulted_on_a_day_to_come(about, evaluator):
    upload = files.examined(ContentFile(b"x", name="memo.txt"))
    document = commands.upload_privately(by=evaluator, body=about.body, file=upload)
    with pytest.raises(InTheFuture):
        recorded(about, evaluator, document, accessed_on=PartialDate("2099"))


def test_a_private_picture_is_looked_into_as_any_other(client, plan, evaluator):
    client.force_login(evaluator)
    said = {"title": "A photo", "note": "Secret", "keeping": "hash_only", "language": "en"}
    file = SimpleUploadedFile("photo.png", image("PNG", (9_000, 9_000)))
    answer = client.post(page("record_consulted", plan.member, about=plan.urn), {"source_file": file, **said})
    assert "50 million" in str(answer.context["form"].errors["source_file"])


def test_nothing_is_committed_to_that_was_uploaded_to_be_public(about, evaluator, photo):
    """It is a picture written anew, to which nobody else has the file."""
    upload = files.examined(ContentFile(photo, name="photo.jpg"))
    document = commands.upload_document(by=evaluator, body=about.body, file=upload)
    with pytest.raises(NotPermitted):
        recorded(about, evaluator, document)


def test_a_private_upload_is_seen_by_who_chose_it_alone(about, evaluator, colleague):
    upload = files.examined(ContentFile(b"x", name="memo.txt"))
    commands.upload_privately(by=evaluator, body=about.body, file=upload)
    assert [Document.objects.visible_to(who).count() for who in (evaluator, colleague, None)] == [1, 0, 0]
