"""The index repeats what is public elsewhere, so nothing here is an act."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import transaction
from pyroaring import BitMap

from parvis.kernel import bulk
from parvis.kernel.acts import not_an_act
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import asked_already
from parvis.kernel.transactions import alone
from parvis.kernel.urns import parse

from . import engines
from .engines import Words
from .kept import renew
from .models import Entry
from .placing import place
from .postings import facets_of, move
from .types import Indexed, sources
from .words import words

BATCH = 500
_SHOWN = ("title", "body", "facets")

T = TypeVar("T")


@asked_already("it repeats what its callers made public")
@not_an_act("the index repeats what is public elsewhere")
def index(entries: Iterable[Indexed]) -> int:
    """Make things findable, or findable as they are now. Give only what everyone may see. How many there were."""
    return sum(len(_index(batch)) for batch in _batches(entries))


@asked_already("it repeats what its callers made public")
@not_an_act("the index repeats what is public elsewhere")
def remove(*urns: str) -> None:
    """Make things unfindable."""
    for batch in _batches(urns):
        _remove(batch)


@asked_already("it repeats what its callers made public")
@not_an_act("the index repeats what is public elsewhere")
def rebuild() -> dict[str, int]:
    """Index all that the rooms declare and forget the rest, batch by batch, so that it can be searched meanwhile.

    Answers with how many there are of each kind.
    """
    counts = {}
    for kind, source in sources().items():
        old = BitMap(Entry.objects.filter(kind=kind).values_list("pk", flat=True).iterator())
        counts[kind] = 0
        for batch in _batches(source()):
            indexed = _index(batch)
            counts[kind] += len(indexed)
            old -= indexed
        for pks in _batches(old):
            _remove(Entry.objects.filter(pk__in=pks).values_list("urn", flat=True))
    remove(*Entry.objects.exclude(kind__in=counts).values_list("urn", flat=True))
    return counts


@transaction.atomic
def _index(batch: list[Indexed]) -> BitMap:
    """The primary keys of the entries."""
    by_urn = {one.urn: one for one in batch}
    _hold(one.kind for one in batch)
    pks, before = {}, {}
    for pk, urn, facets in _facets(by_urn):
        pks[urn], before[urn] = pk, facets
    known = {urn: Words(_words(one.title), _words(one.body)) for urn, one in by_urn.items()}
    now = {urn: facets_of(one, title=known[urn].title) for urn, one in by_urn.items()}
    bulk.update(Entry, _SHOWN, ((pk, (by_urn[urn].title, by_urn[urn].body, now[urn])) for urn, pk in pks.items()))
    new = [one for urn, one in by_urn.items() if urn not in pks]
    made = bulk.insert(
        Entry, ("urn", "kind", *_SHOWN), ((one.urn, one.kind, one.title, one.body, now[one.urn]) for one in new)
    )
    pks |= zip((one.urn for one in new), made, strict=True)
    by_kind: dict[str, list[Indexed]] = defaultdict(list)
    for one in by_urn.values():
        by_kind[one.kind].append(one)
    for kind, of_it in by_kind.items():
        move(kind, ((pks[one.urn], before.get(one.urn, {}), now[one.urn]) for one in of_it))
        place(kind, {pks[one.urn]: one.orders for one in of_it})
    engines.put({pk: known[urn] for urn, pk in pks.items()})
    return BitMap(pks.values())


@transaction.atomic
def _remove(urns: Iterable[str]) -> None:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for urn in urns:
        by_kind[parse(urn)[0]].append(urn)
    _hold(by_kind)
    for kind, of_it in by_kind.items():
        held = _facets(of_it)
        move(kind, [(pk, facets, {}) for pk, _urn, facets in held])
        Entry.objects.filter(pk__in=[pk for pk, _urn, _facets in held]).delete()


def _hold(kinds: Iterable[str]) -> None:
    """Until the transaction ends. Sets are shared by all entries of a kind, so who changes two must be alone: locks on
    the sets themselves would be taken in another order by the next batch of the same transaction."""
    for kind in sorted(set(kinds)):
        alone(f"search.{kind}")
        renew(kind)


def _facets(urns: Iterable[str]) -> list[tuple[int, str, dict[str, list[str]]]]:
    return list(Entry.objects.filter(urn__in=list(urns)).values_list("pk", "urn", "facets"))


def _words(text: Multilingual) -> list[str]:
    return [word for language, words_of_it in text.items() for word in words(words_of_it, language)]


def _batches(some: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(some)
    while batch := list(islice(remaining, BATCH)):
        yield batch
