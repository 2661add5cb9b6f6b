"""Small files of every kind that is taken in, and some that only look like one."""

import io
import struct
import zipfile
import zlib

ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def zipped(*entries: tuple[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (2022, 1, 1, 0, 0, 0)), content)
    return packed.getvalue()


def docx(*more: tuple[str, str]) -> bytes:
    return zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>"), *more)


def xlsx() -> bytes:
    return zipped(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"))


def open_document(media_type: str) -> bytes:
    return zipped(("mimetype", media_type), ("content.xml", "<content/>"))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    + _chunk(b"IEND", b"")
)
WEBP = b"RIFF" + struct.pack("<I", 4 + 8 + 6) + b"WEBPVP8 " + struct.pack("<I", 6) + b"\x00" * 6

GOOD = {
    "plan.pdf": PDF,
    "minutes.odt": open_document(ODT),
    "minutes.docx": docx(),
    "budget.xlsx": xlsx(),
    "budget.ods": open_document(ODS),
    "table.csv": "année;montant\n2022;1 000\n".encode(),
    "latin.csv": "année;montant\n2022;1000\n".encode("cp1252"),
    "notes.txt": b"One line.\n",
    "photo.png": PNG,
    "photo.jpg": JPEG,
    "photo.JPEG": JPEG,
    "photo.webp": WEBP,
}
