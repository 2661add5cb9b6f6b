"""What in an office file would run, load or hide something, whatever its parts are called.

Part of `inspecting`: it imports nothing of Django. Office Open XML says what its parts are in `[Content_Types].xml` and
in relationships (ECMA-376, part 2), OpenDocument in `META-INF/manifest.xml` (OpenDocument 1.3, part 2).
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from .wrong import Wrong

MOST_UNPACKED = 500 * 2**20
_MOST_DEEP = 3
_PIECE = 2**20
_ARCHIVE, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_MACRO_FOLDERS = {"basic", "dialogs", "scripts", "macrosheets"}
_PROGRAMS = {
    *("bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "pif", "ps1", "scr", "sh"),
    *("vbe", "vbs", "wsf", "wsh"),
}
_MACRO_TYPES = re.compile("macroenabled|macrosheet|vbaproject|vbadata", re.IGNORECASE)
_MACRO_LINKS = {"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"}
_OBJECT_LINKS = {"oleobject", "control", "activexcontrolbinary", "afchunk"}
# What a program fetches without asking. A page that is linked, or another workbook, it asks about.
_LOADED_LINKS = {"attachedtemplate", "frame", "subdocument"}
# A path on this computer, or one beside the file: not `\\host\share`, and no address.
_HERE = re.compile(r"(file:/*)?[a-z]:/|file:///[^/]|(?![a-z][a-z0-9+.-]+:|//)", re.IGNORECASE)
# The figures of a chart are in a workbook of their own.
_EMBEDDED = {".docx", ".xlsx", ".pptx", ".sldx", ".vsdx", ".odt", ".ods", ".odp"}


def look_through(content: bytes, *, left: int = MOST_UNPACKED, deep: int = 1) -> int:
    """Unpacks every entry, and keeps nothing: its directory may say less than there is.

    How many bytes may still be unpacked. Raises `Wrong`, and what `zipfile` does of an archive that is damaged.
    """
    if deep > _MOST_DEEP:
        raise Wrong("heavy")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            path = PurePosixPath(entry.filename.lower())
            _refuse_name(path)
            left -= entry.file_size
            if left < 0:
                raise Wrong("heavy")
            part = _unpacked(archive, entry, path)
            _refuse_part(path, part)
            if part.startswith(_ARCHIVE):
                left = look_through(part, left=left, deep=deep + 1)
    return left


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: PurePosixPath) -> bytes:
    """How it begins, or whole where it is read. `zipfile` gives no more than the directory says, and checks that."""
    with archive.open(entry) as packed:
        part = packed.read(_PIECE)
        if part.startswith(_ARCHIVE) or _reader(path):
            return part + packed.read()
        while packed.read(_PIECE):
            pass
    return part


def _refuse_name(path: PurePosixPath) -> None:
    if _MACRO_FOLDERS & set(path.parts[:-1]) or path.name == "vbaproject.bin" or path.suffix[1:] in _PROGRAMS:
        raise Wrong("macros")
    if path.name == "encrypted-package":  # OpenDocument 1.4: the document is inside it
        raise Wrong("locked")


def _refuse_part(path: PurePosixPath, part: bytes) -> None:
    is_embedded = path.parent.name == "embeddings"
    is_document = part.startswith(_ARCHIVE) and path.suffix in _EMBEDDED
    if part.startswith(_OLE) or (is_embedded and not is_document):
        raise Wrong("object")
    if read := _reader(path):
        read(part)


def _reader(path: PurePosixPath) -> Callable[[bytes], None] | None:
    if path.suffix == ".rels" or path.name == ".rels":
        return _refuse_links
    return {"[content_types].xml": _refuse_types, "meta-inf/manifest.xml": _refuse_locked}.get(str(path))


def _refuse_types(part: bytes) -> None:
    if any(_MACRO_TYPES.search(element.get("ContentType", "")) for element in _elements(part)):
        raise Wrong("macros")


def _refuse_links(part: bytes) -> None:
    for element in _elements(part):
        kind = element.get("Type", "").rpartition("/")[2].lower()
        if kind in _MACRO_LINKS:
            raise Wrong("macros")
        if kind in _OBJECT_LINKS:
            raise Wrong("object")
        target = unquote(element.get("Target", "")).strip().replace("\\", "/")
        if kind in _LOADED_LINKS and not _HERE.match(target):
            raise Wrong("template")


def _refuse_locked(part: bytes) -> None:
    from lxml import etree

    if any(etree.QName(element).localname == "encryption-data" for element in _elements(part)):
        raise Wrong("locked")


def _elements(part: bytes) -> Iterator[Any]:
    """Nothing is fetched, and of a part that declares entities nothing is read: no office program writes any."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        raise Wrong("damaged") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        raise Wrong("damaged")
    return root.iter(etree.Element)
