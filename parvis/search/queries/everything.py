"""One box for everything: what holds these words, whatever its kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from pyroaring import BitMap

from parvis.kernel import urns
from parvis.kernel.pages import not_made_here

from .. import engines
from ..excerpts import excerpt
from ..models import Entry
from ..postings import everything
from ..types import Group, Hit, Results
from ..words import asked

SIZE = 20
# Of more hits than this, of one kind or of all, only the newest are ranked: nobody reads past the thousandth.
DEEPEST = 1000
RANKED_OF_A_KIND = 300


def search(
    text: str, *, languages: Sequence[str], viewer: Any, kind: str = "", after: str = "", before: str = ""
) -> Results:
    """What holds all these words, in one of these languages, the best first.

    Pages are counted, not found again by their last row: every row is ranked anyhow. Raises `Invalid` for a cursor that
    was not made here. Three queries, one more when a kind is asked for, and one more for each kind that is found.
    """
    words = asked(text, languages)
    if not words:
        return Results(hits=[], total=0)
    start = _start(after, before)
    rows = engines.matching(words)
    if kind:
        rows &= everything([kind]).get(kind, BitMap())
    best = engines.best(words, _newest(rows, DEEPEST), start=start, size=SIZE) if start < len(rows) else []
    more = start + SIZE < min(len(rows), DEEPEST)
    return Results(
        hits=_hits([pk for pk, _urn in best], words, viewer),
        total=len(rows),
        after=str(start + SIZE) if more else None,
        before=str(start) if start else None,
        is_ranked_in_part=len(rows) > DEEPEST,
    )


def search_by_kind(
    text: str,
    *,
    languages: Sequence[str],
    viewer: Any,
    per_kind: int = 5,
    kinds: Sequence[str] = (),
    most_kinds: int | None = None,
) -> list[Group]:
    """What holds all these words, in one of these languages: the best of each kind that has any, in the order of
    `kinds`, else as they were declared. Of more kinds than `most_kinds` the others are only counted. Four queries, and
    one more for each kind of which hits are shown."""
    words = asked(text, languages)
    if not words:
        return []
    matching = engines.matching(words)
    labels = {known.name: known.label for known in urns.kinds()}
    of_each = everything(labels)
    found = {kind: rows for kind in kinds or labels if (rows := of_each.get(kind, BitMap()) & matching)}
    shown = dict(islice(found.items(), most_kinds))
    among = [pk for rows in shown.values() for pk in _newest(rows, RANKED_OF_A_KIND)]
    best = _best_of_each(shown, words, among, per_kind)
    hits = {hit.urn: hit for hit in _hits([pk for pks in best.values() for pk in pks], words, viewer)}
    by_kind: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits.values():
        by_kind[urns.parse(hit.urn)[0]].append(hit)
    return [
        Group(kind, labels[kind], by_kind[kind], len(rows), kind in shown and len(rows) > RANKED_OF_A_KIND)
        for kind, rows in found.items()
    ]


def _best_of_each(
    found: Mapping[str, BitMap], words: engines.Either, among: list[int], size: int
) -> dict[str, list[int]]:
    ranked = engines.best(words, among, size=len(among)) if among else []
    best: dict[str, list[int]] = {kind: [] for kind in found}
    for pk, urn in ranked:
        of_its_kind = best[urns.parse(urn)[0]]
        if len(of_its_kind) < size:
            of_its_kind.append(pk)
    return best


def _newest(rows: BitMap, most: int) -> Iterable[int]:
    return rows[-most:] if len(rows) > most else rows


def _start(after: str, before: str) -> int:
    cursor = before or after or "0"
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 4):
        raise not_made_here()
    start = int(cursor) - SIZE if before else int(cursor)
    return min(max(start, 0), DEEPEST)


def _hits(pks: list[int], words: Sequence[Sequence[str]], viewer: Any) -> list[Hit]:
    entries = Entry.objects.defer("facets").in_bulk(pks)
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
            within=named[entry.urn].within,
        )
        for entry in found
        if entry.urn in named
    ]
