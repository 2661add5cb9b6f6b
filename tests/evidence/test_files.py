import io
import zipfile
from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from parvis.evidence.errors import (
    FileEmpty,
    FileRefused,
    FileTooLarge,
    FileTypeMismatch,
    FileTypeNotAllowed,
    FileUnsafe,
)
from parvis.evidence.files import LARGEST, TYPES, display_name, examined, kept
from tests.evidence.files import GOOD, JPEG, ODT, PDF, PNG, docx, open_document, zipped


def file(name, content):
    return ContentFile(content, name=name)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_it_says_is_taken(name):
    assert examined(file(name, GOOD[name])).media_type == TYPES[name.rpartition(".")[2].lower()].media_type


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "run.exe", "macros.docm", "archive.zip", "pdf", ".pdf"])
def test_only_listed_types_are_taken(name):
    with pytest.raises(FileTypeNotAllowed):
        examined(file(name, PDF))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PNG),
        ("plan.pdf", b"MZ\x90\x00" + b"\0" * 64),
        ("plan.pdf", b"<html><script>alert(1)</script></html>"),
        ("plan.pdf", PDF[:40]),
        ("photo.png", JPEG),
        ("photo.png", PNG[:-4]),
        ("photo.webp", b"RIFF\xff\xff\xff\x00WEBPVP8 "),
        ("minutes.docx", PDF),
        ("minutes.docx", open_document(ODT)),
        ("minutes.docx", docx()[:-30]),
        ("minutes.odt", docx()),
        ("minutes.odt", open_document(ODT + "-template")[:60]),
        ("budget.xlsx", docx()),
        ("budget.ods", open_document(ODT)),
        ("table.csv", PDF.replace(b"%", b"\0")),
        ("table.csv", "année".encode("utf-16")),
        ("notes.txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
        ("notes.txt", b"\x7fELF\x02\x01\x01\x00"),
    ],
)
def test_a_file_that_is_something_else_is_refused(name, content):
    with pytest.raises(FileTypeMismatch):
        examined(file(name, content))


@pytest.mark.parametrize("name", ["plan.pdf", "photo.png", "photo.jpg", "photo.webp"])
def test_a_file_that_is_an_archive_besides_is_refused(name):
    """A polyglot: one program opens a picture, another what is packed behind it."""
    with pytest.raises(FileTypeMismatch):
        examined(file(name, GOOD[name] + zipped(("evil.js", "alert(1)")) + GOOD[name][-20:]))


def test_an_archive_behind_something_else_is_refused():
    with pytest.raises(FileTypeMismatch):
        examined(file("minutes.docx", b"#!/bin/sh\n" + docx()))


def test_no_bytes_are_refused():
    with pytest.raises(FileEmpty):
        examined(file("plan.pdf", b""))


def test_eleven_megabytes_are_refused():
    with pytest.raises(FileTooLarge):
        examined(file("notes.txt", b"a" * (11 * 2**20)))


def test_exactly_the_largest_is_taken():
    assert len(examined(file("notes.txt", b"a" * LARGEST)).content) == LARGEST


def test_a_refusal_says_what_to_do_beside_the_file():
    with pytest.raises(FileRefused) as refused:
        examined(file("page.html", b"<html>"))
    assert (refused.value.field, "Save it as one of: PDF" in str(refused.value)) == ("file", True)


def _bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 20_000_000)
    return packed.getvalue()


def _locked():
    content = bytearray(docx())
    for header, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(header)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(header, at + 1)
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        _bomb(),
        _locked(),
        docx(("word/vbaProject.bin", "macro")),
        docx(("../../etc/passwd", "x")),
        docx(("/etc/passwd", "x")),
        docx(*((f"word/media/{n}.png", "") for n in range(1_001))),
    ],
    ids=["bomb", "locked", "macros", "upwards", "absolute", "too many"],
)
def test_what_nobody_should_have_to_open_is_refused(content):
    with pytest.raises(FileUnsafe):
        examined(file("minutes.docx", content))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused():
    with pytest.raises(FileUnsafe):
        examined(file("minutes.docx", docx(("word/document.xml", "another"))))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\marie\\Bilan été.pdf", "Bilan été.pdf"),
        ("rapport\u202efdp.exe.pdf", "rapportfdp.exe.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("議事録.pdf", "議事録.pdf"),
        ("line\nbreak\x00.pdf", "linebreak.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        (".pdf", ".pdf"),
    ],
)
def test_a_name_is_shown_without_its_path_and_without_tricks(given, shown):
    assert display_name(given) == shown


@given(st.text())
def test_any_name_can_be_shown(name):
    assert len(display_name(name)) <= 150
    assert not set(display_name(name)) & set("/\\\n\r\0")


@given(st.binary(max_size=300), st.sampled_from(sorted(TYPES)))
def test_any_bytes_are_taken_or_refused(content, extension):
    with suppress(FileRefused):
        assert examined(file(f"any.{extension}", content)).content == content


def test_the_same_bytes_are_kept_once():
    first, second = (kept(examined(file(name, PDF))) for name in ("one.pdf", "two.pdf"))
    assert first == second


@pytest.mark.parametrize("left", [PDF[:10], PDF[:-1] + b"?"], ids=["half written", "changed since"])
def test_what_is_not_the_file_is_written_again(left):
    path = kept(examined(file("one.pdf", PDF)))
    default_storage.delete(path)
    default_storage.save(path, ContentFile(left))
    kept(examined(file("one.pdf", PDF)))
    with default_storage.open(path) as stored:
        assert stored.read() == PDF
