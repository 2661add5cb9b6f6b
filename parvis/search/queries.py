from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from parvis.kernel import urns
from parvis.kernel.errors import Invalid

from . import engines
from .engines import Question
from .excerpts import excerpt
from .models import Entry
from .types import Hit, Results
from .words import asked

SIZE = 20
DEEPEST = 1000


def search(
    text: str, *, languages: Sequence[str], viewer: Any, kind: str = "", after: str = "", before: str = ""
) -> Results:
    """What holds all these words, in one of these languages, the best first.

    Pages are counted, not found again by their last row: every row that matches is ranked anyhow, and nobody reads
    past the thousandth. Raises `Invalid` for a cursor that was not made here. Two queries, one more for each kind.
    """
    words = asked(text, languages)
    if not words:
        return Results(hits=[], total=0)
    question = Question(words, kind)
    start = _start(after, before)
    total = engines.count(question)
    hits = _hits(engines.find(question, start=start, size=SIZE), words, viewer) if start < total else []
    more = start + SIZE < min(total, DEEPEST)
    return Results(
        hits=hits,
        total=total,
        after=str(start + SIZE) if more else None,
        before=str(start) if start else None,
    )


def _start(after: str, before: str) -> int:
    cursor = before or after or "0"
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 4):
        raise Invalid(_("This page address is not one that Parvis made. Start again from the first page."))
    start = int(cursor) - SIZE if before else int(cursor)
    return min(max(start, 0), DEEPEST)


def _hits(pks: list[int], words: Sequence[Sequence[str]], viewer: Any) -> list[Hit]:
    entries = Entry.objects.in_bulk(pks)
    found = [entries[pk] for pk in pks if pk in entries]
    named = urns.resolve([entry.urn for entry in found], viewer)
    labels = {kind.name: kind.label for kind in urns.kinds()}
    wanted = {word for either in words for word in either}
    return [
        Hit(
            urn=entry.urn,
            kind=labels[entry.kind],
            title=named[entry.urn].title,
            url=named[entry.urn].url,
            excerpt=excerpt(entry.body, wanted),
        )
        for entry in found
        if entry.urn in named
    ]
