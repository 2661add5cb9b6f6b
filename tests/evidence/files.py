"""Small files of every kind that is taken in, and some that only look like one."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import Image

ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda made: None, **saving: Any) -> bytes:
    """One empty page, with what `change` puts into it."""
    made, held = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(held, **(saving or {"deterministic_id": True}))
    return held.getvalue()


def image(kind: str, size: tuple[int, int] = (2, 3), **saving: Any) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "teal").save(held, format=kind, **saving)
    return held.getvalue()


PDF = pdf()
JPEG = image("JPEG")


def zipped(*entries: tuple[str, str | bytes]) -> bytes:
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


PNG = image("PNG")
WEBP = image("WEBP")

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
