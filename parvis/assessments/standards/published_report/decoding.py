"""Bytes to text, in whatever encoding the file was saved; or the sentence that says why it is none."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...errors import NotAReport
from ...types import Notice

LARGEST = 10 * 1024 * 1024
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"Rar!",
    b"7z\xbc\xaf", b"SQLite format 3", b"II*\x00", b"MM\x00*",
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEVERAL_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 4096
_LOST = "\ufffd"


@dataclass(frozen=True)
class Decoded:
    text: str
    notices: tuple[Notice, ...] = ()


def decoded(content: bytes) -> Decoded:
    """Raises `NotAReport` for what is empty, too large or no text."""
    if len(content) > LARGEST:
        raise _refused(_("The file is larger than 10 MB, as no page of a report is."))
    if not content.strip(b"\0 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        raise _refused(_("The file is empty."))
    if content.startswith(_MAGIC):
        raise _refused(_("The file is of another kind: a PDF, a text document, a picture or an archive."))
    codec = codec_of(content)
    text = content.decode(codec, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    control = list(_CONTROL.finditer(text))
    if len(control) * 500 > len(text):
        line = _line(text, control[0].start())
        raise _refused(_("The file holds something else than text from line %(line)s on.") % {"line": line}, line)
    return Decoded(_CONTROL.sub("", text), tuple(_notices(codec, text)))


def codec_of(content: bytes) -> str:
    """The byte order mark says; else zeros in every second byte; else whether it can be UTF-8."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return codec
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 > len(sample):
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _is_damaged_utf8(content) else "cp1252"
    return "utf-8"


def _is_damaged_utf8(content: bytes) -> bool:
    """More characters of several bytes than bytes that fit none: a cut or damaged file, not an older encoding."""
    high = len(_HIGH.findall(content))
    whole = _SEVERAL_BYTES.findall(content)
    return len(whole) > high - sum(map(len, whole))


def _notices(codec: str, text: str) -> Iterator[Notice]:
    if codec == "cp1252":
        yield Notice(1, _("The file is not in UTF-8; it was read as Windows-1252 (Latin-1)."))
    if _LOST in text:
        line = _line(text, text.index(_LOST))
        yield Notice(line, _("Some characters could not be read; each is shown as %s.") % _LOST)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _refused(why: str, line: int = 0) -> NotAReport:
    looked_for = _("Looked for: the page of an Inception Report or an End of Commitment Report, as text or saved HTML.")
    return NotAReport(f"{why} {looked_for}", line=line)
