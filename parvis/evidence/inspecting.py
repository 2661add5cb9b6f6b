"""Looks inside a file in a process of its own, which may take only so much memory and time: `inspection.py` runs it.

    python -m parvis.evidence.inspecting pdf|image|archive < file > what is kept of an image

Ends with 0 where nothing is wrong; with 3 and a word on standard error where something is. It imports nothing of
Django, and nothing of the rooms but the two modules beside it.
"""

import io
import resource
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from .packages import look_through
from .wrong import Wrong

MOST_MEMORY = 2**30
MOST_SECONDS = 20
MOST_PIXELS = 50_000_000
_MEDIA = ["/RichMedia", "/RichMediaExecute", "/Rendition", "/Screen", "/Movie", "/Sound", "/3D"]
_KINDS_OF = {
    "/JavaScript": "script",
    **dict.fromkeys(["/Launch", "/ImportData", "/SubmitForm"], "launch"),
    **dict.fromkeys(["/GoToR", "/GoToE"], "files"),
    "/EmbeddedFile": "embedded",
    **dict.fromkeys(_MEDIA, "media"),
}
_PARTS = {"/JS": "script", "/EF": "embedded", "/EmbeddedFiles": "embedded", "/XFA": "form"}
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}


def main() -> None:
    _limit()
    kind, *rest = sys.argv[1:]
    content = sys.stdin.buffer.read()
    try:
        sys.stdout.buffer.write(_KINDS[kind](content, *rest))
    except Wrong as wrong:
        _end(str(wrong))
    except MemoryError:
        _end("heavy")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _end(word: str) -> NoReturn:
    sys.stderr.write(word)
    sys.exit(3)


def _pdf(content: bytes) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Wrong("locked")
            for found in _dictionaries(pdf, pikepdf):
                _refuse(found)
    except pikepdf.PasswordError:
        raise Wrong("locked") from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Wrong("damaged") from None
    return b""


def _dictionaries(pdf: Any, pikepdf: Any) -> Iterator[Any]:
    """Every dictionary in the file: also those that no page leads to, for a viewer may find them otherwise."""
    for top in [pdf.trailer, *pdf.objects]:
        waiting = [top]
        while waiting:
            found = waiting.pop()
            # What is stored by itself comes by itself.
            if found is not top and getattr(found, "is_indirect", False):
                continue
            if isinstance(found, pikepdf.Stream):
                found = found.stream_dict
            if isinstance(found, pikepdf.Dictionary):
                yield found
                waiting += found.values()
            elif isinstance(found, pikepdf.Array):
                waiting += list(found)


def _refuse(found: Any) -> None:
    for name, word in _PARTS.items():
        if name in found:
            raise Wrong(word)
    for key in ("/S", "/Subtype", "/Type"):
        kind = str(found.get(key, ""))
        if kind in _KINDS_OF:
            raise Wrong(_KINDS_OF[kind])


def _image(content: bytes, media_type: str) -> bytes:
    """The picture alone, as a file of the same type: what else was in the file, such as where it was taken, is gone.

    Behind a phone's photo (JPEG) there may be more of the same moment: a preview, a depth map. The first is the photo.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]]) as opened:
            if media_type != "image/jpeg" and getattr(opened, "n_frames", 1) > 1:
                raise Wrong("moving")
            upright = ImageOps.exif_transpose(opened)
            kept = {name: opened.info[name] for name in ("icc_profile", "transparency") if name in opened.info}
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Wrong("pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise Wrong("damaged") from None
    upright.info.clear()
    written = io.BytesIO()
    quality = {} if media_type == "image/png" else {"quality": 90}
    upright.save(written, format=_FORMATS[media_type], **kept, **quality)
    return written.getvalue()


def _archive(content: bytes) -> bytes:
    try:
        look_through(content)
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError, OSError, zlib.error):
        raise Wrong("damaged") from None
    return b""


_KINDS: dict[str, Callable[..., bytes]] = {"pdf": _pdf, "image": _image, "archive": _archive}

if __name__ == "__main__":
    main()
