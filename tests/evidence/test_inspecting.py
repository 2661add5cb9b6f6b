"""What is inside a file, beyond what it says it is: programs, attachments, too much, and where a picture was taken."""

import io
import stat
import zipfile

import pikepdf
import pytest
from django.core.files.base import ContentFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from parvis.evidence.errors import FileTypeMismatch, FileUnsafe
from parvis.evidence.files import examined
from tests.evidence.files import docx, image, pdf


def taken(name, content):
    return examined(ContentFile(content, name=name))


def script(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def script_in_a_chain(made):
    last = pikepdf.Dictionary(S=pikepdf.Name.JavaScript)
    action = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=pikepdf.Array([last]))
    made.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(A=action)])


def script_that_no_page_leads_to(made):
    made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript))
    made.Root.Extra = made.make_indirect(pikepdf.Array([made.make_stream(b"", JS="x")]))


def launch(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def attachment(made):
    made.attachments["more.txt"] = pikepdf.AttachedFileSpec(made, b"more")


def form(made):
    made.Root.AcroForm = pikepdf.Dictionary(XFA=made.make_stream(b"<xdp/>"))


@pytest.mark.parametrize("change", [script, script_in_a_chain, script_that_no_page_leads_to, launch, attachment, form])
@pytest.mark.parametrize("packed", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_a_pdf_that_does_more_than_show_pages_is_refused(change, packed):
    with pytest.raises(FileUnsafe):
        taken("plan.pdf", pdf(change, object_stream_mode=packed))


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ("GoToR", "other files"),
        ("GoToE", "other files"),
        ("SubmitForm", "send data"),
        ("ImportData", "send data"),
        ("Rendition", "sound or film"),
        ("RichMediaExecute", "sound or film"),
    ],
)
def test_a_pdf_that_reaches_beyond_itself_when_it_is_opened_is_refused(action, says):
    def change(made):
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name(f"/{action}"), F="\\\\host\\share\\a.pdf")

    with pytest.raises(FileUnsafe, match=says):
        taken("plan.pdf", pdf(change))


@pytest.mark.parametrize("kind", ["RichMedia", "Screen", "Movie", "3D"])
def test_a_pdf_that_plays_something_is_refused(kind):
    def change(made):
        made.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name(f"/{kind}"))])

    with pytest.raises(FileUnsafe, match="sound or film"):
        taken("plan.pdf", pdf(change))


def test_a_pdf_with_a_password_is_refused_also_where_it_opens_without():
    locked = pdf(encryption=pikepdf.Encryption(owner="secret", user=""))
    with pytest.raises(FileUnsafe, match="password"):
        taken("plan.pdf", locked)


def test_a_pdf_with_a_plain_form_and_links_is_taken():
    def change(made):
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())
        link = pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/"))
        made.pages[0].Annots = pikepdf.Array([link])

    assert taken("plan.pdf", pdf(change)).media_type == "application/pdf"


def test_a_picture_loses_where_it_was_taken_and_stays_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "45.5 N, 73.6 W"
    kept = taken("photo.jpg", image("JPEG", (80, 60), exif=exif)).content
    with Image.open(io.BytesIO(kept)) as opened:
        assert (opened.size, b"45.5" in kept) == ((60, 80), False)


def test_what_is_written_beside_the_picture_is_gone():
    said = PngInfo()
    said.add_text("Comment", "<script>alert(1)</script>")
    png = image("PNG", pnginfo=said)
    assert (b"alert" in png, b"alert" in taken("photo.png", png).content) == (True, False)


def test_a_picture_of_too_many_points_is_refused():
    held = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(held, "PNG")
    with pytest.raises(FileUnsafe, match="50 million"):
        taken("photo.png", held.getvalue())


def test_a_picture_that_moves_is_refused():
    held, frames = io.BytesIO(), [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(held, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(FileUnsafe, match="moves"):
        taken("photo.webp", held.getvalue())


def test_a_link_in_an_archive_is_refused():
    held = io.BytesIO(docx())
    with zipfile.ZipFile(held, "a") as archive:
        link = zipfile.ZipInfo("word/media/picture.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(FileUnsafe):
        taken("minutes.docx", held.getvalue())


def test_a_drive_in_a_path_is_refused():
    with pytest.raises(FileUnsafe):
        taken("minutes.docx", docx(("C:evil.txt", "x")))


def test_an_entry_that_is_not_what_its_directory_says_is_refused():
    content = docx(("word/media/picture.png", "A" * 500))
    with pytest.raises(FileTypeMismatch):
        taken("minutes.docx", content.replace(b"A" * 500, b"A" * 499 + b"B"))
