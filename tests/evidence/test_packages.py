"""Office files as LibreOffice, Word and Excel lay them out, and what in them would run, load or hide something."""

import pytest
from django.core.files.base import ContentFile

from parvis.evidence.errors import FileTypeMismatch, FileUnsafe
from parvis.evidence.files import examined
from tests.evidence.files import ODS, ODT, PNG, zipped

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
OOXML = "application/vnd.openxmlformats-officedocument"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
WORD, EXCEL = "wordprocessingml.document.main+xml", "spreadsheetml.sheet.main+xml"
LOCAL_TEMPLATE = "file:///C:\\Users\\marie\\AppData\\Roaming\\Microsoft\\Templates\\Rapport.dotx"

MACROS, OBJECT = "macros or programs", "objects of other programs"
TEMPLATE, LOCKED = "from elsewhere", "locked with a password"


def taken(name, content):
    return examined(ContentFile(content, name=name))


def types(main, *more):
    """`more`: pairs of a part and what it is; without a slash the part is an extension."""
    said = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>'
        if "/" in part
        else f'<Default Extension="{part}" ContentType="{kind}"/>'
        for part, kind in (("rels", "application/vnd.openxmlformats-package.relationships+xml"), *main, *more)
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="{TYPES}">{said}</Types>'


def related(*links):
    """Triples of a kind, a target and where that is."""
    said = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
        for n, (kind, target, mode) in enumerate(links)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATED}">{said}</Relationships>'


def word(*entries, declared=(), links=()):
    """As Word writes one, with a chart that holds its figures in a workbook."""
    main = [("/word/document.xml", f"{OOXML}.{WORD}"), ("png", "image/png"), ("xlsx", f"{OOXML}.spreadsheetml.sheet")]
    return zipped(
        ("[Content_Types].xml", types(main, *declared)),
        ("_rels/.rels", related((f"{OFFICE}/officeDocument", "word/document.xml", "Internal"))),
        ("word/document.xml", "<w:document xmlns:w='w'/>"),
        ("word/_rels/document.xml.rels", related((f"{OFFICE}/hyperlink", "https://example.org/", "External"), *links)),
        ("word/settings.xml", "<w:settings xmlns:w='w'/>"),
        ("word/_rels/settings.xml.rels", related((f"{OFFICE}/attachedTemplate", LOCAL_TEMPLATE, "External"))),
        ("word/media/image1.png", PNG),
        ("word/charts/chart1.xml", "<c:chartSpace xmlns:c='c'/>"),
        ("word/embeddings/Microsoft_Excel_Worksheet.xlsx", excel()),
        ("docProps/app.xml", "<Properties/>"),
        *entries,
    )


def excel(*entries, declared=()):
    """As Excel writes one that has been printed, and that rests on another workbook."""
    printer = f"{OOXML}.spreadsheetml.printerSettings"
    main = [("/xl/workbook.xml", f"{OOXML}.{EXCEL}"), ("bin", printer)]
    return zipped(
        ("[Content_Types].xml", types(main, *declared)),
        ("_rels/.rels", related((f"{OFFICE}/officeDocument", "xl/workbook.xml", "Internal"))),
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/printerSettings/printerSettings1.bin", "\\\\print\\HP".encode("utf-16-le") + bytes(200)),
        (
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            related((f"{OFFICE}/externalLinkPath", "b.xlsx", "External")),
        ),
        *entries,
    )


def manifest(*entries, doctype=""):
    said = "".join(
        f'<manifest:file-entry manifest:full-path="{path}">{inside}</manifest:file-entry>' for path, inside in entries
    )
    return f'<?xml version="1.0"?>{doctype}<manifest:manifest xmlns:manifest="{MANIFEST}">{said}</manifest:manifest>'


def libre(media_type, *entries, said=None):
    """As LibreOffice writes one, with a formula in it."""
    return zipped(
        ("mimetype", media_type),
        ("Configurations2/accelerator/", ""),
        ("Configurations2/popupmenu/", ""),
        ("Thumbnails/thumbnail.png", PNG),
        ("Pictures/100002010000.png", PNG),
        ("content.xml", "<office:document-content xmlns:office='o'/>"),
        ("Object 1/content.xml", "<math/>"),
        ("ObjectReplacements/Object 1", "VCLMTF"),
        ("layout-cache", "\x03"),
        ("manifest.rdf", "<rdf/>"),
        *entries,
        ("META-INF/manifest.xml", said or manifest(("/", ""), ("content.xml", ""))),
    )


ENCRYPTED = "<manifest:encryption-data manifest:checksum='x'/>"
OLD = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("minutes.odt", libre(ODT)),
        ("budget.ods", libre(ODS)),
        ("old.odt", libre(ODT, said=manifest(("/", ""), doctype=OLD))),
        ("minutes.docx", word()),
        ("budget.xlsx", excel()),
        ("nested.docx", word(("word/embeddings/Microsoft_Word_Document.docx", word()))),
    ],
)
def test_what_office_programs_write_is_taken_as_it_is(name, content):
    assert taken(name, content).content == content


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (("Basic/Standard/Module1.xml", "<script:module/>"), MACROS),
        (("Scripts/python/a.py", "import os"), MACROS),
        (("Dialogs/Standard/Dialog1.xml", "<dlg/>"), MACROS),
        (("Object 2/Basic/Standard/Module1.xml", "<script:module/>"), MACROS),
        (("Pictures/run.vbs", "x"), MACROS),
        (("Object 3", OLE), OBJECT),
        (("encrypted-package", "x"), LOCKED),
    ],
)
def test_what_an_open_document_would_run_or_hide_is_refused(entry, says):
    with pytest.raises(FileUnsafe, match=says):
        taken("minutes.odt", libre(ODT, entry))


def test_an_open_document_with_a_password_is_refused():
    with pytest.raises(FileUnsafe, match=LOCKED):
        taken("minutes.odt", libre(ODT, said=manifest(("/", ""), ("content.xml", ENCRYPTED))))


def test_an_open_document_that_is_encrypted_as_a_whole_is_said_to_be_locked():
    said = manifest(("encrypted-package", ENCRYPTED))
    content = zipped(("mimetype", ODT), ("encrypted-package", "x"), ("META-INF/manifest.xml", said))
    with pytest.raises(FileUnsafe, match=LOCKED):
        taken("minutes.odt", content)


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-office.vbaProject",
        "application/vnd.ms-word.vbaData+xml",
        "application/vnd.ms-excel.macrosheet+xml",
        "APPLICATION/VND.MS-EXCEL.INTLMACROSHEET+XML",
    ],
)
def test_macros_are_refused_whatever_they_are_called(kind):
    with pytest.raises(FileUnsafe, match=MACROS):
        taken("minutes.docx", word(("word/macros.bin", "x"), declared=[("/word/macros.bin", kind)]))


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (("word/vbaProject.bin", "x"), MACROS),
        (("xl/macrosheets/sheet1.xml", "<xm/>"), MACROS),
        (("word/media/run.bat", "x"), MACROS),
        (("word/embeddings/script.vbs", "x"), MACROS),
        (("word/embeddings/oleObject1.bin", OLE), OBJECT),
        (("word/embeddings/oleObject1.bin", "x"), OBJECT),
        (("word/embeddings/sheet.xlsx", OLE), OBJECT),
        (("word/embeddings/sheet.xlsx", "no archive"), OBJECT),
        (("word/embeddings/sheet.xlsm", excel()), OBJECT),
        (("word/media/image2.png", OLE), OBJECT),
        (("word/embeddings/sheet.xlsx", excel(("xl/vbaProject.bin", "x"))), MACROS),
        (("word/media/image2.png", excel(("xl/vbaProject.bin", "x"))), MACROS),
    ],
)
def test_what_a_word_document_would_run_is_refused(entry, says):
    with pytest.raises(FileUnsafe, match=says):
        taken("minutes.docx", word(entry))


@pytest.mark.parametrize(
    ("kind", "target", "says"),
    [
        (f"{MICROSOFT}/vbaProject", "macros.bin", MACROS),
        (f"{MICROSOFT}/xlMacrosheet", "sheet1.xml", MACROS),
        (f"{OFFICE}/oleObject", "http://example.org/a.hta", OBJECT),
        (f"{OFFICE}/control", "activeX/activeX1.xml", OBJECT),
        (f"{OFFICE}/aFChunk", "chunk.rtf", OBJECT),
        (f"{OFFICE}/attachedTemplate", "https://example.org/t.dotm", TEMPLATE),
        (f"{OFFICE}/attachedTemplate", "\\\\host\\share\\t.dotm", TEMPLATE),
        (f"{OFFICE}/attachedTemplate", "//host/share/t.dotm", TEMPLATE),
        (f"{OFFICE}/attachedTemplate", "file://host/share/t.dotm", TEMPLATE),
        (f"{OFFICE}/attachedTemplate", "file:///\\\\host\\share\\t.dotm", TEMPLATE),
        (f"{OFFICE}/attachedTemplate", "file:///%5c%5chost%5cshare%5ct.dotm", TEMPLATE),
        (f"{OFFICE}/frame", "https://example.org/frame.htm", TEMPLATE),
        ("http://purl.oclc.org/ooxml/officeDocument/relationships/attachedTemplate", "http://a.example/", TEMPLATE),
    ],
)
def test_what_a_word_document_would_load_is_refused(kind, target, says):
    with pytest.raises(FileUnsafe, match=says):
        taken("minutes.docx", word(links=[(kind, target, "External")]))


@pytest.mark.parametrize("target", [LOCAL_TEMPLATE, "file:///home/marie/t.dotx", "C:\\t.dotx", "Rapport.dotx"])
def test_a_template_on_its_own_computer_is_no_reason_to_refuse_it(target):
    content = word(links=[(f"{OFFICE}/attachedTemplate", target, "External")])
    assert taken("minutes.docx", content).content == content


def test_archives_in_archives_have_an_end():
    content = excel()
    for _each in range(5):
        content = word(("word/embeddings/Microsoft_Word_Document.docx", content))
    with pytest.raises(FileUnsafe, match="far more than it seems"):
        taken("minutes.docx", content)


ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Types>&x;</Types>'


@pytest.mark.parametrize("said", ["no markup", "<Types>", ENTITY])
def test_what_says_nothing_of_its_parts_is_damaged(said):
    with pytest.raises(FileTypeMismatch):
        taken("minutes.docx", zipped(("[Content_Types].xml", said), ("word/document.xml", "<document/>")))
