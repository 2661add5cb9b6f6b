"""The sets of a kind by which selections are made, kept in this process from one request to the next.

At a quarter of a million entries they are megabytes, and the same for every reader until something is indexed. So each
request asks for the version that is current, and is given the sets with it only where another one is kept.
"""

from collections.abc import Sequence
from functools import lru_cache
from uuid import uuid4

from django.db.models import BinaryField, Exists, F, QuerySet, Value
from pyroaring import BitMap

from . import engines
from .models import Posting, Version
from .postings import Sets, Stored, selecting

MATCHES = 64  # of the last questions, whose answers are kept: other pages of one, other values of a facet


class Kept:
    """The sets of one version. Not to be changed: other threads read them."""

    def __init__(self, version: str, sets: Sets) -> None:
        self.version = version
        self.sets = sets
        self._matching = lru_cache(MATCHES)(engines.matching)

    def matching(self, either: engines.Either) -> BitMap:
        """The entries, of any kind, that hold the words. One query, none where it was asked a short while ago."""
        return self._matching(tuple(map(tuple, either)))


_kept: dict[tuple[str, ...], Kept] = {}


def kept(kind: str, facets: Sequence[str]) -> Kept:
    """The sets of these facets, or of every one by which a selection can be made, as they are now. One query."""
    name = (kind, *facets)
    known = _kept.get(name)
    rows = list(_changed_since(kind, facets, known.version if known else ""))
    version = next((value for facet, value, _rows in rows if not facet), "")
    if known is None or known.version != version:
        known = Kept(version, Sets(row for row in rows if row[0]))
        if version:
            _kept[name] = known
    return known


def renew(kind: str) -> None:
    """Say that something of a kind changes in this transaction. The caller holds the kind.

    Versions are drawn, not counted: a number that a transaction took and gave up would come again, for other sets.
    """
    Version.objects.bulk_create(
        [Version(kind=kind, value=uuid4().hex)], update_conflicts=True, unique_fields=["kind"], update_fields=["value"]
    )


def _changed_since(kind: str, facets: Sequence[str], known: str) -> QuerySet[Version, tuple[str, str, Stored]]:
    """A row that names the version, with an empty facet, and, unless it is the known one, its sets. One statement, so
    that both are of one moment."""
    versions = Version.objects.filter(kind=kind)
    sets = Posting.objects.filter(selecting(facets), ~Exists(versions.filter(value=known)), kind=kind)
    named = versions.annotate(name=Value(""), of=F("value"), those=Value(b"", output_field=BinaryField()))
    stored = sets.annotate(name=F("facet"), of=F("value"), those=F("rows"))
    columns = ("name", "of", "those")
    return named.values_list(*columns).union(stored.values_list(*columns), all=True)
