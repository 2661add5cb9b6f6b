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
