"""Where in the log acts of a kind, a role, a member are: of each full bundle of entries, which of them have what.

A bundle that is full never changes, so it is posted once, and an entry pays for no index of each column and of each two
of them. Whoever seeks reads what is not posted yet as it is, so it never matters how far that has come.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import combinations
from operator import or_
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import BigIntegerField, DateTimeField, F, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from parvis.kernel import bulk

from .models import Entry, Head, Posting
from .tiles import WIDTH

COLUMNS = ("event", "role", "body")
# Few enough that whoever acts does not wait longer for a checkpoint.
AT_ONCE = 32
ALL = ""

Values = Mapping[str, str]


@dataclass(frozen=True)
class Bounds:
    """Between which places to look. `slack`: how many entries within them may yet turn out not to be wanted."""

    first: Combinable | None = None
    last: Combinable | None = None
    slack: int = 0

    @property
    def most_unwanted(self) -> int:
        """Places are looked up by bundle, so that a bound lets in some that lie beyond it."""
        return self.slack + WIDTH * sum(bound is not None for bound in (self.first, self.last))


ANYWHERE = Bounds()

# What is found so is few, and is to be sorted and narrowed by these: by what has an index, a database may walk the log
# in its order, or all of many days.
PLACE = F("index") + 0
MOMENT = Coalesce(F("recorded_at"), Value(None), output_field=DateTimeField())


def post() -> int:
    """Post bundles that have become full, at most 32; how many. For the one process that sequences."""
    head = Head.objects.annotate(posted=_posted()).filter(size__gte=(F("posted") + 1) * WIDTH).first()
    if head is None:
        return 0
    bundles = range(head.posted, min(head.size // WIDTH, head.posted + AT_ONCE))
    with transaction.atomic():
        bulk.insert(Posting, ("of", "bundle", "places"), [row for bundle in bundles for row in _postings(bundle)])
    return len(bundles)


def having(
    *selections: Values,
    count: int,
    after: int | None = None,
    before: int | None = None,
    bounds: Bounds = ANYWHERE,
) -> Q:
    """What the entries fulfil that have all the values of one of the selections: of those posted the newest `count`,
    below `after`, or the oldest above `before`; of those not posted, all.

    One query. Columns are compared for equality; `count` counts entries, not those that something else leaves out.
    """
    rows = _bundles(after, before, bounds)
    order = "-bundle" if before is None else "bundle"
    # Each bundle has one at least, but for those at an edge.
    most = count + 1 + bounds.most_unwanted // WIDTH + 2
    keys = [_key(values) for values in selections]
    near = [Q(of=key, bundle__in=rows.filter(of=key).order_by(order).values("bundle")[:most]) for key in keys]
    last = Posting.objects.filter(of=ALL).order_by("-bundle").values("bundle")[:1]
    found = Posting.objects.filter(reduce(or_, near, Q(of=ALL, bundle=Subquery(last))))
    posted, places = 0, set[int]()
    for key, bundle, held in found.values_list("of", "bundle", "places"):
        if key == ALL:
            posted = bundle + 1
        else:
            places.update(bundle * WIDTH + place for place in bytes(held))
    chosen = [place for place in places if (after is None or place < after) and (before is None or place > before)]
    chosen.sort(reverse=before is None)
    is_in_the_rest = Q(index__gte=posted * WIDTH) & reduce(or_, (Q(**values) for values in selections))
    return Q(index__in=chosen[: count + bounds.most_unwanted]) | is_in_the_rest


def _posted() -> Coalesce:
    """How many bundles have been posted."""
    last = Posting.objects.filter(of=ALL).order_by("-bundle").values("bundle")[:1]
    return Coalesce(Subquery(last) + 1, Value(0), output_field=BigIntegerField())


def _bundles(after: int | None, before: int | None, bounds: Bounds) -> QuerySet[Posting]:
    rows = Posting.objects.all()
    if after is not None:
        rows = rows.filter(bundle__lte=after // WIDTH)
    if before is not None:
        rows = rows.filter(bundle__gte=before // WIDTH)
    if bounds.first is not None:
        rows = rows.filter(bundle__gte=bounds.first / WIDTH)
    if bounds.last is not None:
        rows = rows.filter(bundle__lte=bounds.last / WIDTH)
    return rows


def _postings(bundle: int) -> list[tuple[str, int, bytes]]:
    """A row for each value of a column in a bundle, and for each two and three that meet in an entry."""
    entries = Entry.objects.filter(index__gte=bundle * WIDTH, index__lt=(bundle + 1) * WIDTH).order_by("index")
    alike = defaultdict[tuple[str, ...], bytearray](bytearray)
    for index, *values in entries.values_list("index", *COLUMNS):
        alike[tuple(values)].append(index % WIDTH)
    held = defaultdict[str, bytearray](bytearray)
    for values, places in alike.items():
        for key in _keys(values):
            held[key] += places
    return [(key, bundle, bytes(places) if key != ALL else b"") for key, places in sorted(held.items())]


@lru_cache(10_000)
def _keys(values: tuple[str, ...]) -> list[str]:
    named = tuple(zip(COLUMNS, values, strict=True))
    return [_key(dict(chosen)) for count in range(len(COLUMNS) + 1) for chosen in combinations(named, count)]


def _key(values: Values) -> str:
    return urlencode([(column, values[column]) for column in COLUMNS if column in values], safe=":")
