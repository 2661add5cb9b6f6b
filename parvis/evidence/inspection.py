"""What is inside a file, looked at by another process, which may take so much and no more (`inspecting`)."""

import subprocess
import sys

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .errors import FileTypeMismatch, FileUnsafe

# The processor time is limited too; this is for a machine that has other things to do.
MOST_WAITING = 120

_SENTENCES = {
    "script": gettext_noop("The PDF holds programs (JavaScript). Print it to a new PDF, and choose that."),
    "launch": gettext_noop("The PDF would start programs or send data. Print it to a new PDF, and choose that."),
    "files": gettext_noop("The PDF would open other files. Print it to a new PDF, and choose that."),
    "media": gettext_noop("The PDF plays sound or film. Print it to a new PDF, and choose that."),
    "embedded": gettext_noop("The PDF has other files attached. Save it without them, or upload each by itself."),
    "form": gettext_noop("The PDF is a form (XFA) that few programs open. Print it to a new PDF, and choose that."),
    "locked": gettext_noop("The file is locked with a password. Save it without one."),
    "macros": gettext_noop("The file holds macros or programs. Save it without them."),
    "object": gettext_noop(
        "The file holds objects of other programs (OLE). Replace each with a picture of it, or save the file as PDF."
    ),
    "template": gettext_noop(
        "The file would load a template or a page from elsewhere when it is opened. Take the link to it out, or save "
        "the file as PDF."
    ),
    "moving": gettext_noop("The picture moves. Save one still picture of it."),
    "pixels": gettext_noop("The picture has more than 50 million points. Make it smaller."),
    "heavy": gettext_noop("The file unpacks to far more than it seems. Save it again, with smaller images."),
}


def inspected(kind: str, content: bytes, media_type: str = "") -> bytes:
    """Of an image, the picture alone; of anything else, what came in. Raises `FileUnsafe`, `FileTypeMismatch`."""
    command = [sys.executable, "-m", "parvis.evidence.inspecting", kind, *([media_type] if kind == "image" else [])]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=MOST_WAITING, check=False)  # noqa: S603 (our own program)
    except subprocess.TimeoutExpired:
        raise FileUnsafe(_said("heavy")) from None
    if done.returncode == 0:
        return done.stdout if kind == "image" else content
    word = done.stderr.decode(errors="replace") if done.returncode == 3 else "heavy"
    if word == "damaged":
        raise FileTypeMismatch(_("The file is damaged inside. Open it, save it again, then choose it again."))
    raise FileUnsafe(_said(word))


def _said(word: str) -> str:
    sentence = _SENTENCES.get(word, _SENTENCES["heavy"])
    return _(sentence)
