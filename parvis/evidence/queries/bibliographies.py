import uuid
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import OuterRef, Q
from django.shortcuts import get_object_or_404

from parvis.kernel.folding import fold
from parvis.kernel.gathering import Gathered
from parvis.kernel.pages import Page, page
from parvis.kernel.walking import walked

from ..models import Bibliography, BibliographyEntry, CitationUse, EntryQuerySet
from ..standards import FORMATS
from .fieldwork import with_interviews

SIZE = 25
SHOWN_USES = 3
MOST_WORDS = 8

ORDERS = {
    "title": ("title_key", "id"),
    "author": ("author_key", "id"),
    "published": ("-published_key", "-id"),
    "accessed": ("-accessed_key", "-id"),
}


class Sought(NamedTuple):
    """Which entries: of a kind, in a state, with all these words. Empty asks nothing."""

    words: str = ""
    kind: str = ""
    state: str = ""


def bibliography(owner: str) -> Bibliography:
    """Of a plan, report or member (URN), with `tallies` and `quotations`; an empty one where nothing was cited."""
    rows = Bibliography.objects.filter(owner=owner).annotate(**with_interviews())
    return rows.first() or Bibliography(owner=owner)


def entries(
    of: Bibliography, *, sought: Sought, order: str = "title", after: str = "", before: str = ""
) -> Page[BibliographyEntry]:
    """Each with its citation and the first of its uses as `shown`. One query."""
    uses = CitationUse.objects.filter(entry=OuterRef("pk")).order_by("pk")[:SHOWN_USES]
    rows = _chosen(of.owner, sought).select_related("citation__document").annotate(shown=Gathered(uses))
    return page(rows, by=ORDERS[order], size=SIZE, after=after, before=before)


def count_found(of: Bibliography, sought: Sought) -> int | None:
    """How many of them are sought; None, for no query, where all are."""
    return _chosen(of.owner, sought).count() if any(sought) else None


def entry(uid: uuid.UUID) -> BibliographyEntry:
    """Whose bibliography is of something that the viewer may not see is the caller's to refuse. Raises Http404."""
    rows = BibliographyEntry.objects.select_related("bibliography", "citation__document")
    return get_object_or_404(rows, uid=uid)


def uses(of: BibliographyEntry, **cursor: str) -> Page[CitationUse]:
    return page(of.uses.all(), by=["id"], size=SIZE, **cursor)


def entries_to_export(owner: str, sought: Sought) -> Iterator[BibliographyEntry]:
    """All of them, read 500 at a time, as they came."""
    return walked(_chosen(owner, sought).select_related("citation__document"))


def entries_on_which(used_by: str, *, owner: str) -> Iterator[BibliographyEntry]:
    """The sources in one bibliography on which one thing rests or, where it has its own, anything in that."""
    own = BibliographyEntry.objects.of(used_by).values("key")
    rows = BibliographyEntry.objects.of(owner).filter(Q(key__in=own) | Q(uses__used_by=used_by)).distinct()
    return walked(rows.select_related("bibliography", "citation__document"))


def entries_of_members() -> Iterator[BibliographyEntry]:
    """All that members rest on, once for each member."""
    rows = BibliographyEntry.objects.filter(bibliography__owner__startswith="urn:parvis:member:")
    return walked(rows.select_related("bibliography", "citation__document"))


def _chosen(owner: str, sought: Sought) -> EntryQuerySet:
    rows = BibliographyEntry.objects.of(owner)
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.state:
        rows = rows.filter(state=sought.state)
    return rows.holding(fold(sought.words).split()[:MOST_WORDS])


def exported(owner: str, sought: Sought, extension: str) -> Iterator[str]:
    """The entries in a format (`standards.FORMATS`), a piece at a time."""
    return FORMATS[extension].write(entries_to_export(owner, sought))
