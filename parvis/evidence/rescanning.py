"""Asks the malware scanner about files that are kept already: what came while it did not answer, or before there was
one. Never in a transaction: it takes seconds."""

import logging
from collections.abc import Iterable
from typing import NamedTuple

from parvis.kernel.types import PLATFORM

from . import commands, scanning
from .models import Document
from .types import Scan

# One file that the scanner will not take says nothing of the next; three in a row, and it does not answer.
MOST_SILENCES = 3
_log = logging.getLogger(__name__)


class Scanned(NamedTuple):
    """How many were found clean; the documents in which something was found; how many were not scanned."""

    clean: int
    infected: tuple[Document, ...]
    waiting: int


def rescanned(documents: Iterable[Document]) -> Scanned:
    """Notes what it says of each. Stops where it does not answer: what is left is scanned another time."""
    clean, infected, waiting, silences = 0, list[Document](), 0, 0
    for document in documents:
        verdict = _verdict(document)
        silences = silences + 1 if verdict == Scan.WAITING else 0
        waiting += verdict == Scan.WAITING
        if silences == MOST_SILENCES:
            break
        if verdict != document.scan:
            document = commands.note_scan(document, scan=verdict, by=PLATFORM)
        clean += verdict == Scan.CLEAN
        infected += [document] if verdict == Scan.INFECTED else []
    return Scanned(clean, tuple(infected), waiting)


def _verdict(document: Document) -> Scan:
    """As it is where the file is not in the storage: nobody else's has to wait for it."""
    try:
        with document.file.open("rb") as file:
            return scanning.verdict(file.read())
    except FileNotFoundError:
        _log.error("the file of document %s is not in the storage: put it back from a backup", document.uid)
        return Scan(document.scan)
