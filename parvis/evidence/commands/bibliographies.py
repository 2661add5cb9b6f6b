from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from parvis.kernel.acts import not_an_act
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor

from ..entries import facts_of, fullness, key_of
from ..models import Bibliography, BibliographyEntry, Citation, CitationUse
from ..types import Use
from ._entries import describe

BATCH = 500


@transaction.atomic
@not_an_act("the act that rests on a source has its own line")
def list_uses(owners: Sequence[str], uses: Iterable[Use], *, by: Actor) -> int:
    """Enter what rests on which source into the bibliographies of these plans, reports and members (URNs).

    Call it last in the transaction of the act. What is entered already is not entered twice, and what was erased not at
    all; how many uses were new.
    """
    require(by, "evidence.list_uses")

    entered = 0
    for batch in _batches(uses):
        held = Citation.objects.select_related("document").filter(erased_at=None)
        cited = held.in_bulk({use.citation for use in batch})
        batch = [use for use in batch if use.citation in cited]
        # In the order of their names, so that two who enter into the same ones do not wait for each other.
        for owner in sorted(set(owners)):
            entered += _enter(_held(owner), batch, cited)
    return entered


@transaction.atomic
@not_an_act("the act by which nothing rests on a source any more has its own line")
def unlist_uses(owners: Sequence[str], *, used_by: str, by: Actor, citations: Sequence[int] | None = None) -> None:
    """Take out what one thing rested on, or these of it, and the sources on which nothing rests any more."""
    require(by, "evidence.unlist_uses")

    for bibliography in map(locked, Bibliography.objects.filter(owner__in=owners).order_by("owner")):
        gone = CitationUse.objects.filter(entry__bibliography=bibliography, used_by=used_by)
        if citations is not None:
            gone = gone.filter(citation__in=citations)
        fewer = Counter(gone.values_list("entry", flat=True))
        gone.delete()
        for batch in _batches(fewer):
            _count_out(bibliography, batch, fewer)
        bibliography.use_count -= fewer.total()
        store(bibliography, "entry_count", "use_count", "counts")


@transaction.atomic
@not_an_act("a draft is not public, nor is what it rests on")
def discard_bibliography(owner: str, *, by: Actor) -> None:
    require(by, "evidence.discard_bibliography")

    Bibliography.objects.filter(owner=owner).delete()


def _held(owner: str) -> Bibliography:
    return locked(Bibliography.objects.get_or_create(owner=owner)[0])


def _enter(bibliography: Bibliography, uses: Sequence[Use], cited: dict[int, Citation]) -> int:
    entries = _entries(bibliography, [cited[use.citation] for use in uses])
    known = set(
        CitationUse.objects.filter(entry__in=entries.values(), used_by__in={use.used_by for use in uses}).values_list(
            "entry", "citation", "used_by", "anchor"
        )
    )
    wanted = dict.fromkeys((entries[key_of(cited[use.citation])].pk, *use) for use in uses)
    new = [one for one in wanted if one not in known]
    CitationUse.objects.bulk_create(
        CitationUse(entry_id=entry, citation_id=citation, used_by=used_by, anchor=anchor)
        for entry, citation, used_by, anchor in new
    )
    more = Counter(entry for entry, *_rest in new)
    grown = [entry for entry in entries.values() if more[entry.pk]]
    for entry in grown:
        entry.use_count += more[entry.pk]
    BibliographyEntry.objects.bulk_update(grown, ["use_count"])
    bibliography.use_count += len(new)
    store(bibliography, "entry_count", "use_count", "counts")
    return len(new)


def _entries(bibliography: Bibliography, cited: Iterable[Citation]) -> dict[str, BibliographyEntry]:
    """By key, each described by the fullest citation of its source."""
    fullest: dict[str, Citation] = {}
    for citation in cited:
        known = fullest.setdefault(key_of(citation), citation)
        if fullness(citation) > fullness(known):
            fullest[key_of(citation)] = citation
    rows = bibliography.entries.filter(key__in=fullest).select_related("citation__document")
    entries = {entry.key: entry for entry in rows}
    for key, entry in entries.items():
        if fullness(fullest[key]) > fullness(entry.citation):
            describe(entry, fullest[key], bibliography)
    new = [BibliographyEntry(bibliography=bibliography, key=key) for key in fullest if key not in entries]
    for entry in new:
        entry.describe(facts_of(fullest[entry.key]))
        bibliography.move(entry, by=1)
    BibliographyEntry.objects.bulk_create(new)
    return entries | {entry.key: entry for entry in new}


def _count_out(bibliography: Bibliography, entries: Sequence[int], fewer: Counter) -> None:
    rows = list(bibliography.entries.filter(pk__in=entries))
    for entry in rows:
        entry.use_count -= fewer[entry.pk]
    unused = [entry for entry in rows if not entry.use_count]
    for entry in unused:
        bibliography.move(entry, by=-1)
    BibliographyEntry.objects.filter(pk__in=[entry.pk for entry in unused]).delete()
    BibliographyEntry.objects.bulk_update([entry for entry in rows if entry.use_count], ["use_count"])


def _batches(some: Iterable) -> Iterator[list]:
    remaining = iter(some)
    while batch := list(islice(remaining, BATCH)):
        yield batch
