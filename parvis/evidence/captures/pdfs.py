"""What a PDF says: its words, and what it says of itself, read by another process (`pdf_words`)."""

import json
import re
import subprocess
import sys
from typing import NamedTuple

BEGINS = b"%PDF-"
# What a fetch brings at most, but for what it unpacks to.
LARGEST = 50 * 2**20
# The processor time is limited too; this is for a machine that has other things to do.
MOST_WAITING = 40
# A line that goes on in the next is one with it: lines end where the paper did. No spaces are looked for around the
# break, which would take hours where a hostile file has very many.
_GOES_ON = re.compile(r"(?<=[^.!?…:;\n])\n(?=[a-zß-öø-ÿœ(«])")
_MADE_BY = re.compile(r"^(?:Microsoft (?:Word|PowerPoint|Excel) - )+")


class Said(NamedTuple):
    """Empty where it does not say; `is_cut` where there is more than these words."""

    text: str = ""
    title: str = ""
    language: str = ""
    made_on: str = ""
    is_cut: bool = False


def said(content: bytes) -> Said:
    """A hostile or damaged file says nothing."""
    command = [sys.executable, "-m", "parvis.evidence.captures.pdf_words"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=MOST_WAITING, check=False)  # noqa: S603 (our own program)
    except subprocess.TimeoutExpired:
        return Said()
    if done.returncode != 0:
        return Said()
    found = Said(**json.loads(done.stdout))
    text = "\n".join(map(str.strip, found.text.split("\n")))
    return found._replace(text=_GOES_ON.sub(" ", text), title=_MADE_BY.sub("", found.title))
