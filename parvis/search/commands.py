"""The index repeats what is public elsewhere, so nothing here is an act."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from parvis.kernel.acts import not_an_act
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import asked_already

from . import engines
from .engines import Words
from .models import Entry
from .types import Indexed, sources
from .words import words

BATCH = 500


@asked_already("it repeats what its callers made public")
@not_an_act("the index repeats what is public elsewhere")
def index(entries: Iterable[Indexed]) -> int:
    """Make things findable, or findable as they are now. Give only what everyone may see. How many there were."""
    return sum(_index(batch) for batch in _batches(entries))


@asked_already("it repeats what its callers made public")
@not_an_act("the index repeats what is public elsewhere")
def remove(*urns: str) -> None:
    """Make things unfindable."""
    Entry.objects.filter(urn__in=urns).delete()


@asked_already("it repeats what its callers made public")
@not_an_act("the index repeats what is public elsewhere")
def rebuild() -> dict[str, int]:
    """Index all that the rooms declare and forget the rest, batch by batch, so that it can be searched meanwhile.

    Answers with how many there are of each kind.
    """
    counts = {}
    for kind, source in sources().items():
        before = set(Entry.objects.filter(kind=kind).values_list("urn", flat=True))
        counts[kind] = 0
        for batch in _batches(source()):
            counts[kind] += _index(batch)
            before -= {one.urn for one in batch}
        remove(*before)
    remove(*Entry.objects.exclude(kind__in=counts).values_list("urn", flat=True))
    return counts


@transaction.atomic
def _index(batch: list[Indexed]) -> int:
    by_urn = {one.urn: one for one in batch}
    rows = [Entry(urn=one.urn, kind=one.kind, title=one.title, body=one.body) for one in by_urn.values()]
    Entry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["urn"], update_fields=["kind", "title", "body"]
    )
    keys = Entry.objects.filter(urn__in=by_urn).values_list("pk", "urn")
    engines.put({pk: Words(_words(by_urn[urn].title), _words(by_urn[urn].body)) for pk, urn in keys})
    return len(by_urn)


def _words(text: Multilingual) -> list[str]:
    return [word for language, words_of_it in text.items() for word in words(words_of_it, language)]


def _batches(entries: Iterable[Indexed]) -> Iterator[list[Indexed]]:
    remaining = iter(entries)
    while batch := list(islice(remaining, BATCH)):
        yield batch
