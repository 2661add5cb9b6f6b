"""What the entry that stands for a source says, in every bibliography in which it stands."""

from django.db.models import Q

from parvis.kernel.transactions import locked, store

from ..entries import facts_of, fullness
from ..models import Bibliography, BibliographyEntry, Citation


def describe_entries(citation: Citation) -> None:
    """What is said of it has changed: so have the words by which its source is found, and its place in the order."""
    standing = BibliographyEntry.objects.filter(Q(citation=citation) | Q(uses__citation=citation)).distinct()
    for entry in standing.select_related("bibliography", "citation__document").order_by("bibliography__owner", "pk"):
        if entry.citation == citation or fullness(citation) > fullness(entry.citation):
            bibliography = locked(entry.bibliography)
            describe(entry, citation, bibliography)
            store(bibliography, "entry_count", "counts")


def describe(entry: BibliographyEntry, citation: Citation, bibliography: Bibliography) -> None:
    bibliography.move(entry, by=-1)
    entry.describe(facts_of(citation))
    bibliography.move(entry, by=1)
    store(entry, *facts_of(citation))


def strike_out(citation: Citation) -> None:
    """Out of every bibliography; a source that others name, too, stands there as they name it."""
    standing = BibliographyEntry.objects.filter(Q(citation=citation) | Q(uses__citation=citation)).distinct()
    for entry in standing.select_related("bibliography").order_by("bibliography__owner", "pk"):
        bibliography = locked(entry.bibliography)
        gone, _by_table = entry.uses.filter(citation=citation).delete()
        entry.use_count -= gone
        bibliography.use_count -= gone
        _stand_for_the_others(entry, bibliography)
        store(bibliography, "entry_count", "use_count", "counts")


def _stand_for_the_others(entry: BibliographyEntry, bibliography: Bibliography) -> None:
    others = Citation.objects.select_related("document").filter(pk__in=entry.uses.values("citation"))
    fullest = max(others, key=fullness, default=None)
    if fullest is None:
        bibliography.move(entry, by=-1)
        entry.delete()
        return
    store(entry, "use_count")
    describe(entry, fullest, bibliography)
