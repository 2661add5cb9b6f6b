"""Pictures as phones and programs write them: of one, the picture is kept, upright and as transparent as it was."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from parvis.evidence.errors import FileUnsafe
from parvis.evidence.files import examined
from tests.evidence.files import image


def written(picture, kind, **saving):
    held = io.BytesIO()
    picture.save(held, kind, **saving)
    return held.getvalue()


def kept(name, content):
    with Image.open(io.BytesIO(examined(ContentFile(content, name=name)).content)) as opened:
        opened.load()
        return opened


def turned(value):
    exif = Image.Exif()
    exif[0x0112] = value
    return exif


@pytest.mark.parametrize("exif", [None, turned(6)])
def test_of_a_photo_with_more_pictures_in_it_the_first_is_kept(exif):
    """As many phones write them: a preview or a depth map stands behind the photo."""
    first, second = Image.new("RGB", (80, 60), "red"), Image.new("RGB", (40, 30), "blue")
    photo = kept(
        "photo.jpg", written(first, "MPO", save_all=True, append_images=[second], **({"exif": exif} if exif else {}))
    )
    assert (photo.format, photo.size, photo.getpixel((5, 5))[0] > 250) == (
        "JPEG",
        (60, 80) if exif else (80, 60),
        True,
    )


def test_nothing_of_the_other_pictures_is_kept():
    first, second = Image.new("RGB", (8, 6), "red"), Image.new("RGB", (8, 6), "blue")
    content = written(first, "MPO", save_all=True, append_images=[second])
    taken = examined(ContentFile(content, name="photo.jpg")).content
    assert (taken.count(b"\xff\xd8\xff"), b"MPF" in taken) == (1, False)


def test_a_colour_of_a_palette_stays_transparent():
    picture = Image.new("P", (4, 4), 1)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.putpixel((0, 0), 0)
    found = kept("drawing.png", written(picture, "PNG", transparency=0)).convert("RGBA")
    assert (found.getpixel((0, 0))[3], found.getpixel((1, 1))) == (0, (0, 0, 255, 255))


def test_colours_of_a_palette_stay_half_transparent():
    picture = Image.new("P", (4, 4), 1)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    found = kept("drawing.png", written(picture, "PNG", transparency=b"\x00\x80")).convert("RGBA")
    assert found.getpixel((1, 1)) == (0, 0, 255, 128)


@pytest.mark.parametrize(("mode", "colour"), [("RGB", (255, 0, 0)), ("L", 7), ("1", 0)])
def test_a_colour_that_stands_for_nothing_still_does(mode, colour):
    picture = Image.new(mode, (4, 4), colour)
    picture.putpixel((1, 1), (0, 0, 255) if mode == "RGB" else 255)
    found = kept("drawing.png", written(picture, "PNG", transparency=colour)).convert("RGBA")
    assert (found.getpixel((0, 0))[3], found.getpixel((1, 1))[3]) == (0, 255)


@pytest.mark.parametrize(("name", "kind"), [("drawing.png", "PNG"), ("drawing.webp", "WEBP")])
def test_a_picture_with_an_alpha_channel_keeps_it(name, kind):
    found = kept(
        name,
        written(Image.new("RGBA", (4, 4), (10, 20, 30, 40)), kind, **({"lossless": True} if kind == "WEBP" else {})),
    )
    assert found.getpixel((0, 0))[3] == 40


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("value", range(1, 9))
def test_every_picture_is_turned_upright_before_what_says_so_is_gone(kind, value):
    picture = kept(f"photo.{kind.lower()}", image(kind, (80, 60), exif=turned(value)))
    assert (picture.size, 0x0112 in picture.getexif()) == ((60, 80) if value >= 5 else (80, 60), False)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16", "P"])
def test_a_picture_of_any_mode_is_written_as_it_is(mode):
    assert kept("drawing.png", written(Image.new(mode, (4, 4)), "PNG")).mode == mode


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_photo_in_grey_or_in_inks_is_taken(mode):
    assert kept("photo.jpg", written(Image.new(mode, (4, 4)), "JPEG")).mode == mode


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_still_refused(kind):
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    with pytest.raises(FileUnsafe, match="moves"):
        examined(
            ContentFile(written(frames[0], kind, save_all=True, append_images=frames[1:]), name=f"a.{kind.lower()}")
        )
