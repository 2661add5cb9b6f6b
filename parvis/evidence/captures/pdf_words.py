"""Reads the words of a PDF in a process of its own, which may take only so much memory and time: `pdfs.py` runs it.

    python -m parvis.evidence.captures.pdf_words < file > {"text", "title", "language", "made_on", "is_cut"}

`is_cut` says that there is more in the file than its words here. Ends with 1 where it cannot be read. It imports
nothing of Django, and nothing of the rooms.
"""

import io
import json
import logging
import resource
import sys
from typing import Any

MOST_MEMORY = 2**30
MOST_SECONDS = 20
MOST_PAGES = 400
LONGEST = 500_000


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable()
    try:
        said = _read(sys.stdin.buffer.read())
    except Exception:  # whatever is wrong with it, it says nothing
        sys.exit(1)
    sys.stdout.buffer.write(json.dumps(said).encode())


def _read(content: bytes) -> dict[str, Any]:
    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(content))
    if pdf.is_encrypted:
        pdf.decrypt("")  # many can be read by anyone and are locked against changes
    text, is_cut = _words(pdf)
    return {
        "text": text,
        "is_cut": is_cut,
        "title": _or_nothing(lambda: pdf.metadata and pdf.metadata.title),
        "language": _or_nothing(lambda: pdf.root_object.get("/Lang")),
        "made_on": _or_nothing(
            lambda: pdf.metadata and pdf.metadata.creation_date and pdf.metadata.creation_date.date()
        ),
    }


def _words(pdf: Any) -> tuple[str, bool]:
    """And whether there is more: pages too many, or such as cannot be read."""
    found: list[str] = []
    length, unread = 0, 0
    for number, page in enumerate(pdf.pages):
        if number == MOST_PAGES or length > LONGEST:
            return "\n".join(found), True
        try:
            words = page.extract_text()
        except Exception:
            unread += 1
            continue
        found.append(words)
        length += len(words)
    return "\n".join(found), bool(unread)


def _or_nothing(say: Any) -> str:
    try:
        return str(say() or "")
    except Exception:
        return ""


if __name__ == "__main__":
    main()
