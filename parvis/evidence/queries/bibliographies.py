import uuid
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q
from django.shortcuts import get_object_or_404

from parvis.kernel.folding import fold
from parvis.kernel.gathering import Gathered
from parvis.kernel.pages import Page, page
from parvis.kernel.urns import parse
from parvis.kernel.walking import walked

from ..models import Bibliography, BibliographyEntry, CitationUse, CitedPage, EntryQuerySet
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


_WITH_COPY = ("citation__document", "citation__page", "citation__copy")
# `Citation.is_lost` and `Citation.has_changed`, of many at once; a test has them agree.
_IS_LOST = Q(citation__page__seen__in=[CitedPage.Seen.GONE, CitedPage.Seen.HOME]) | Q(
    citation__page__seen=CitedPage.Seen.UNREACHABLE, citation__page__misses__gte=CitedPage.MISSES_UNTIL_LOST
)
_IS_AS_COPIED = (
    Q(citation__page__seen_fingerprint__in=["", F("citation__copy__text_sha256")])
    | Q(citation__copy__text_sha256="", citation__page__seen_fingerprint=F("citation__copy__payload_sha256"))
    | Q(citation__page__seen_payload_sha256=F("citation__copy__payload_sha256"))
)
_HAS_CHANGED = Q(citation__page__seen=CitedPage.Seen.ANSWERS, citation__copy__isnull=False) & ~_IS_AS_COPIED


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
    """Each with its citation, the first of its uses as `shown`, and whether another citation of the same source
    `has_lost_another` page or `has_changed_another`. One query."""
    uses = CitationUse.objects.filter(entry=OuterRef("pk"))
    others = uses.exclude(citation=OuterRef("citation")).order_by()
    rows = _chosen(of.owner, sought).select_related(*_WITH_COPY)
    rows = rows.annotate(
        shown=Gathered(uses.order_by("pk")[:SHOWN_USES]),
        has_lost_another=Exists(others.filter(_IS_LOST)),
        has_changed_another=Exists(others.filter(_HAS_CHANGED)),
    )
    return page(rows, by=ORDERS[order], size=SIZE, after=after, before=before)


def count_found(of: Bibliography, sought: Sought) -> int | None:
    """How many of them are sought; None, for no query, where all are."""
    return _chosen(of.owner, sought).count() if any(sought) else None


def entry(uid: uuid.UUID) -> BibliographyEntry:
    """Whose bibliography is of something that the viewer may not see is the caller's to refuse. Raises Http404."""
    rows = BibliographyEntry.objects.select_related("bibliography", *_WITH_COPY)
    return get_object_or_404(rows, uid=uid)


def uses(of: BibliographyEntry, **cursor: str) -> Page[CitationUse]:
    """Each with its own citation, and the copy of that."""
    return page(of.uses.select_related(*_WITH_COPY), by=["id"], size=SIZE, **cursor)


def entries_to_export(owner: str, sought: Sought) -> Iterator[BibliographyEntry]:
    """All of them, read 500 at a time, as they came."""
    return walked(_chosen(owner, sought).select_related("citation__document"))


def entries_on_which(used_by: str, *, owner: str) -> Iterator[BibliographyEntry]:
    """The sources in one bibliography on which one thing rests or, where it has its own, anything in that."""
    own = BibliographyEntry.objects.of(used_by).values("key")
    rows = BibliographyEntry.objects.of(owner).filter(Q(key__in=own) | Q(uses__used_by=used_by)).distinct()
    return walked(rows.select_related("bibliography", "citation__document"))


def entries_described_by(citation: str, *, owner: str) -> Iterator[BibliographyEntry]:
    """The sources in one bibliography that stand there as one citation (its URN) describes them."""
    rows = BibliographyEntry.objects.of(owner).filter(citation__uid=parse(citation)[1])
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
