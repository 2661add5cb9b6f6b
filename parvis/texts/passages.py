"""From what people type to clauses and back, and the hash that names a wording."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import zip_longest

import rfc8785
from django.utils.translation import gettext as _

from parvis.kernel.errors import Invalid
from parvis.kernel.languages import Multilingual

from .errors import TextTooLong
from .models import Clause
from .types import Passage

LONGEST = 200_000
MOST_CLAUSES = 500
_HEADING = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clauses(passages: Sequence[Passage]) -> list[Clause]:
    """The passages as clauses not yet stored, numbered from 1 under each heading. Raises `Invalid`, `TextTooLong`."""
    headings = [passage.heading for passage in passages]
    if len(set(headings)) < len(headings) or not all(map(_HEADING.fullmatch, headings)):
        raise Invalid(_("Each heading has a plain name and occurs once."))
    found = [
        Clause(heading=passage.heading, number=number, words=words)
        for passage in passages
        for number, words in enumerate(_paragraphs(passage.words), 1)
    ]
    if len(found) > MOST_CLAUSES:
        raise TextTooLong(_("The text has more than %s paragraphs. Put the details in a document.") % MOST_CLAUSES)
    return found


def passages(clauses: Iterable[Clause]) -> list[Passage]:
    """What a form shows to edit: one passage a heading, an empty line between its clauses."""
    by_heading: dict[str, list[Multilingual]] = {}
    for clause in clauses:
        by_heading.setdefault(clause.heading, []).append(clause.words)
    return [Passage(heading, _joined(words)) for heading, words in by_heading.items()]


def as_json(clauses: Iterable[Clause]) -> bytes:
    """Canonical JSON (RFC 8785): it depends on the wording and on nothing else."""
    return rfc8785.dumps(
        [{"heading": clause.heading, "number": clause.number, "words": clause.words.as_json()} for clause in clauses]
    )


def fingerprint(clauses: Iterable[Clause]) -> str:
    """SHA-256, in hex, of the clauses as canonical JSON."""
    return hashlib.sha256(as_json(clauses)).hexdigest()


def _paragraphs(words: Multilingual) -> list[Multilingual]:
    """The nth paragraphs of all languages make the nth clause."""
    if sum(map(len, words.values())) > LONGEST:
        raise TextTooLong(_("The text is too long to be read. Put the details in a document."))
    split = {code: re.split(r"\n{2,}", text) for code, text in ((code, _tidy(words[code])) for code in words) if text}
    return [
        Multilingual(dict(zip(split, row, strict=True)), machine=words.machine)
        for row in zip_longest(*split.values(), fillvalue="")
    ]


def _joined(words: Sequence[Multilingual]) -> Multilingual:
    codes = dict.fromkeys(code for clause in words for code in clause)
    machine = frozenset(code for clause in words for code in clause.machine)
    texts = {code: "\n\n".join(clause[code] for clause in words if code in clause) for code in codes}
    return Multilingual(texts, machine=machine)


def _tidy(text: str) -> str:
    """One spelling for what reads the same: composed letters, one kind of line end, no blanks at the ends of lines."""
    if _UNFIT.search(text):
        raise Invalid(_("The text holds characters that cannot be shown. Type it again, or paste it as plain text."))
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n")
