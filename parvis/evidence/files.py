"""Whether a file is what it says it is, and where it is kept: under its hash, so that the same file is kept once."""

import hashlib
import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath, PureWindowsPath

import puremagic
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from . import scanning, storing
from .errors import FileEmpty, FileTooLarge, FileTypeMismatch, FileTypeNotAllowed, FileUnsafe
from .inspection import inspected
from .types import ORIGINALS, Scan
from .wording import UNSEEN

LARGEST = 10 * 2**20
_MOST_ENTRIES = 1_000
_MOST_UNPACKED = 500 * 2**20
_MOST_RATIO = 100
_MARKUP = re.compile(rb"\s*<\s*[!?a-z]", re.IGNORECASE)
_HIDDEN = re.compile(f"[{UNSEEN}\t-\r\u200c\u200d\u2028\u2029/\\\\]")


@dataclass(frozen=True)
class FileType:
    """`fits(content)` looks at the structure; the magic bytes are checked besides, and what is `inside` by a process
    of its own (`inspecting`); of text nothing is."""

    media_type: str
    fits: Callable[[bytes], bool]
    inside: str = ""


@dataclass(frozen=True)
class Examined:
    """A file that may be taken in. Of an image, `content` is the picture alone, and `given` all that was chosen."""

    content: bytes
    name: str
    media_type: str
    scan: Scan = Scan.NOT_SCANNED
    given: bytes = b""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def as_given(self) -> "Examined":
        """For what is never public: whoever has the file can then check what was committed to."""
        return replace(self, content=self.given or self.content)


def examined(file: File) -> Examined:
    """Raises a `FileRefused` for anything that is not whole, allowed, of the size allowed, and what it says it is.

    It takes a second: call it before a transaction begins.
    """
    name = display_name(file.name or "")
    extension = PurePosixPath(name).suffix[1:].lower()
    if extension not in TYPES:
        raise FileTypeNotAllowed(_("Files of this type are not taken. Save it as one of: %s.") % ", ".join(allowed()))
    given = file.read(LARGEST + 1)
    _require_size(given)
    kind = TYPES[extension]
    if not _is_what_it_says(kind, given):
        raise FileTypeMismatch(
            _("The content of the file is not %s. Open it, save it again as that type, then choose it again.")
            % extension.upper()
        )
    scan = scanning.scanned(given)
    content = inspected(kind.inside, given, kind.media_type) if kind.inside else given
    return Examined(content, name, kind.media_type, scan, given)


def original(name: str, content: bytes) -> Examined:
    """A file that an import has read, of one of `ORIGINALS`: kept byte for byte, whatever it holds.

    A web page among them may hold scripts. It is served as bytes to save, never as a page: see `views.document`.
    """
    name = display_name(name)
    extension = PurePosixPath(name).suffix[1:].lower()
    if extension not in ORIGINALS:
        raise FileTypeNotAllowed(
            _("Files of this type are not taken. Save it as one of: %s.") % ", ".join(map(str.upper, ORIGINALS))
        )
    _require_size(content)
    return Examined(content, name, ORIGINALS[extension], scanning.scanned(content))


def kept(file: Examined) -> str:
    """Where its bytes are in the storage."""
    sha256 = file.sha256
    return storing.kept(f"documents/{sha256[:2]}/{sha256[2:4]}/{sha256}", ContentFile(file.content), sha256)


def display_name(name: str) -> str:
    """The last part of a path, without what cannot be seen or turns the reading direction, at most 150 characters."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    stem, dot, extension = _HIDDEN.sub("", unicodedata.normalize("NFC", last)).strip().rpartition(".")
    return f"{stem[: 149 - len(extension)].strip()}{dot}{extension}"


def allowed() -> list[str]:
    return [extension.upper() for extension in TYPES if extension != "jpeg"]


def accept() -> str:
    """For the `accept` attribute of a file input."""
    return ",".join(f".{extension}" for extension in TYPES)


def _require_size(content: bytes) -> None:
    if not content:
        raise FileEmpty(_("The file is empty. Check it on your computer, then choose it again."))
    if len(content) > LARGEST:
        raise FileTooLarge(
            _("The file is larger than %s. Make it smaller, or publish it in parts.") % filesizeformat(LARGEST)
        )


def _is_what_it_says(kind: FileType, content: bytes) -> bool:
    if not kind.inside:
        return kind.fits(content)
    try:
        found = puremagic.magic_string(content[:8192])
    except puremagic.PureError:
        return False
    return kind.media_type in {match.mime_type for match in found} and kind.fits(content)


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:] and not _is_zip(content)


def _is_png(content: bytes) -> bool:
    return content.endswith(b"IEND\xaeB`\x82") and not _is_zip(content)


def _is_jpeg(content: bytes) -> bool:
    return content.rstrip(b"\0\r\n").endswith(b"\xff\xd9") and not _is_zip(content)


def _is_webp(content: bytes) -> bool:
    return len(content) - (int.from_bytes(content[4:8], "little") + 8) in (0, 1) and not _is_zip(content)


def _is_text(content: bytes) -> bool:
    """UTF-8, or an 8-bit text as spreadsheets still write them; no control characters, and not a web page."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        if "\ufffd" in text:
            return False
    return not re.search("[\x00-\x08\x0b\x0e-\x1f]", text) and not _MARKUP.match(text.encode())


def _office(part: str) -> Callable[[bytes], bool]:
    """Office Open XML: `part` is where its main content lies."""

    def fits(content: bytes) -> bool:
        names = _names_in(content)
        return names is not None and {"[Content_Types].xml", part} <= names

    return fits


def _open_document(media_type: str) -> Callable[[bytes], bool]:
    """OpenDocument 1.3, part 2, section 3.3: the first entry is `mimetype`, stored as it is.

    What lies in an `encrypted-package` is refused with a better reason than that it is something else.
    """

    def fits(content: bytes) -> bool:
        names = _names_in(content)
        first = b"mimetype" + media_type.encode()
        return bool(names and names & {"content.xml", "encrypted-package"}) and content[30:].startswith(first)

    return fits


def _is_zip(content: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(content))


def _names_in(content: bytes) -> set[str] | None:
    """The names in an archive, or None where it is none. Only its directory is read; nothing is unpacked."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError):
        return None
    _refuse_unsafe(entries, packed=len(content))
    return {entry.filename for entry in entries}


def _refuse_unsafe(entries: list[zipfile.ZipInfo], *, packed: int) -> None:
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED or unpacked > _MOST_RATIO * packed:
        raise FileUnsafe(_("The file unpacks to far more than it seems. Save it again, with smaller images."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileUnsafe(_("The file is locked with a password. Save it without one."))
    if len(set(names)) < len(names) or any(_is_odd_path(name) for name in names) or any(map(_is_link, entries)):
        raise FileUnsafe(_("The file is damaged inside. Open it, save it again, then choose it again."))


def _is_odd_path(name: str) -> bool:
    is_absolute = name.startswith("/") or bool(PureWindowsPath(name).drive)
    return is_absolute or "\\" in name or ".." in PurePosixPath(name).parts


def _is_link(entry: zipfile.ZipInfo) -> bool:
    """As archives made on Unix mark them."""
    return stat.S_ISLNK(entry.external_attr >> 16)


_ODF = "application/vnd.oasis.opendocument."
_OOXML = "application/vnd.openxmlformats-officedocument."

TYPES: dict[str, FileType] = {
    "pdf": FileType("application/pdf", _is_pdf, "pdf"),
    "odt": FileType(_ODF + "text", _open_document(_ODF + "text"), "archive"),
    "docx": FileType(_OOXML + "wordprocessingml.document", _office("word/document.xml"), "archive"),
    "xlsx": FileType(_OOXML + "spreadsheetml.sheet", _office("xl/workbook.xml"), "archive"),
    "ods": FileType(_ODF + "spreadsheet", _open_document(_ODF + "spreadsheet"), "archive"),
    "csv": FileType("text/csv", _is_text),
    "txt": FileType("text/plain", _is_text),
    "png": FileType("image/png", _is_png, "image"),
    "jpg": FileType("image/jpeg", _is_jpeg, "image"),
    "jpeg": FileType("image/jpeg", _is_jpeg, "image"),
    "webp": FileType("image/webp", _is_webp, "image"),
}
