"""One fast look at the bytes before anything is read: is it UTF-8, how many rows will there be, and its SHA-256.

An error in the last line must refuse the whole file, so it is looked for before the first row is given out.
"""

import codecs
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from django.utils.translation import gettext as _

from ...errors import CommitmentFileRefused

_CHUNK = 1 << 20
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MAGIC = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


@dataclass(frozen=True)
class Survey:
    """`records` are the lines outside quotation marks, header and empty ones too: what a progress bar counts to."""

    size: int
    records: int
    sha256: str


def surveyed(file: BinaryIO) -> Survey:
    """Raises `CommitmentFileRefused` for what is not UTF-8 text, naming what it looks like and where."""
    count = _Count()
    for chunk in iter(lambda: file.read(_CHUNK), b""):
        count.take(chunk)
    return count.done()


class _Count:
    def __init__(self) -> None:
        self.size, self.lines, self.records = 0, 0, 0
        self._hash = sha256()
        self._is_quoted, self._last = False, b""
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def take(self, chunk: bytes) -> None:
        if not self.size:
            _require_text(chunk)
        if 0 in chunk:
            raise _with_nul(chunk, self.lines)
        self._decode(chunk)
        self._hash.update(chunk)
        self._count_records(chunk)
        self.size += len(chunk)
        self.lines += chunk.count(b"\n")
        self._last = chunk[-1:]

    def done(self) -> Survey:
        self._decode(b"", final=True)
        if not self.size:
            raise CommitmentFileRefused(_("The file is empty."))
        return Survey(self.size, self.records + (self._last != b"\n"), self._hash.hexdigest())

    def _count_records(self, chunk: bytes) -> None:
        """Every other piece between quotation marks is outside of them; a doubled one changes nothing."""
        pieces = chunk.split(b'"')
        self.records += sum(piece.count(b"\n") for piece in pieces[self._is_quoted :: 2])
        self._is_quoted ^= len(pieces) % 2 == 0

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        held = len(self._decoder.getstate()[0])
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            raise self._not_utf8(error, held, chunk) from None

    def _not_utf8(self, error: UnicodeDecodeError, held: int, chunk: bytes) -> CommitmentFileRefused:
        line = self.lines + chunk.count(b"\n", 0, max(error.start - held, 0)) + 1
        place = {
            "line": line,
            "byte": f"0x{error.object[error.start]:02X}",
            "place": self.size - held + error.start + 1,
        }
        if error.reason == "unexpected end of data":
            message = _("The file ends in the middle of a character, on line %(line)s: it is cut, or not UTF-8.")
        else:
            message = _(
                "The file is not UTF-8: on line %(line)s, byte %(place)s (%(byte)s) is none of it. It is probably "
                "Windows-1252 (Latin-1). Save it as UTF-8."
            )
        return CommitmentFileRefused(message % place, line=line)


def _require_text(beginning: bytes) -> None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if beginning.startswith(mark):
            raise CommitmentFileRefused(_("The file is in %s, not in UTF-8. Save it as UTF-8.") % encoding)
    if beginning.startswith(_MAGIC):
        raise CommitmentFileRefused(_("The file is no CSV: it is a spreadsheet, a PDF, a picture or an archive."))


def _with_nul(chunk: bytes, lines_before: int) -> CommitmentFileRefused:
    """Text in UTF-16 has a zero in every second byte."""
    sample = chunk[:4096]
    if max(sample[::2].count(0), sample[1::2].count(0)) * 4 > len(sample):
        return CommitmentFileRefused(_("The file is in %s, not in UTF-8. Save it as UTF-8.") % "UTF-16")
    line = lines_before + chunk.count(b"\n", 0, chunk.index(0)) + 1
    return CommitmentFileRefused(_("Line %s holds a NUL byte, which no text has.") % line, line=line)
