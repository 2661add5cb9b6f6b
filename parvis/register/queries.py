from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parvis.kernel import pages, urns
from parvis.kernel.clock import now
from parvis.kernel.pages import Page
from parvis.kernel.urns import Named

from .errors import NoSuchEntry, NotPublishedYet
from .models import Checkpoint, Entry, Facet, Mention, Outbox, Publication
from .notes import State, proof_text
from .publisher import VKEY
from .store import store
from .stored import StoredTree
from .telling import Told, told
from .tiles import CHECKPOINT
from .tree import inclusion_proof

PAGE_SIZE = 50
COLUMNS = ("event", "role", "body")
# Acts are sought by the member they are done for; an import of many members' data is done for none of them.
FOR_WHOM = "member"
# Acts of the same moment may be placed in either order, so a day's entries reach this far beyond its first and last.
# The bounds spare a page about an old day the walk through all that came after.
OUT_OF_ORDER = 1000
MANY_WAIT = 1000
LATE_AFTER = timedelta(minutes=1)
_MOMENT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Filters:
    """What to show of the journal; an empty value shows all. `object` is the URN of anything a line names."""

    event: str = ""
    role: str = ""
    body: str = ""
    object: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Journal:
    """A page of the register, newest first, and the values that occur in each column, to filter by."""

    page: Page[Any]
    values: Mapping[str, Sequence[str]]
    names: Mapping[str, Named]


@dataclass(frozen=True)
class Published:
    """What the published files say of the log."""

    origin: str
    size: int
    root: str
    vkey: str


def latest(urn: str) -> Entry | Outbox | None:
    """The last act on an object, whether or not it has its place in the log yet."""
    return (
        Outbox.objects.filter(object=urn).order_by("-pk").first()
        or Entry.objects.filter(object=urn).order_by("-index").first()
    )


def history(urn: str, viewer: Any, *, size: int = PAGE_SIZE) -> list[Told]:
    """The acts that name an object, newest first: first those that still wait for their place in the log."""
    waiting = list(Outbox.objects.filter(leaf__contains=f'"{urn}"').order_by("-pk")[:size])
    placed = Entry.objects.filter(mentions__urn=urn).order_by("-mentions__entry_id")[: size - len(waiting)]
    return told([*waiting, *placed], viewer)[0]


def newest(viewer: Any, *, events: Sequence[str], size: int = 5) -> list[Told]:
    """The last acts of these kinds, for a page that shows a few of them."""
    return told(list(Entry.objects.filter(event__in=events).order_by("-index")[:size]), viewer)[0]


def journal(viewer: Any, filters: Filters, *, after: str = "", before: str = "") -> Journal:
    """Costs one query for the page, one for the values, and one for each kind of object on it."""
    page = pages.page(_filtered(filters), by=["-index"], size=PAGE_SIZE, after=after, before=before)
    values = defaultdict(list)
    for column, value in Facet.objects.order_by("value").values_list("column", "value"):
        if column != "body" or urns.parse(value)[0] == FOR_WHOM:
            values[column].append(value)
    rows, names = told(page.rows, viewer, also=values["body"])
    return Journal(Page(rows, page.after, page.before), values, names)


def entry(index: int, viewer: Any) -> Told:
    """Raises `NoSuchEntry`."""
    return told([_entry(index)], viewer)[0][0]


def receipt(index: int) -> str:
    """The proof that an entry is in the log, to keep and to verify offline (`.tlog-proof`). Carries the entry itself.

    Raises `NoSuchEntry` and `NotPublishedYet`.
    """
    line, checkpoint = _entry(index), Checkpoint.objects.order_by("pk").last()
    if checkpoint is None or checkpoint.size <= index:
        raise NotPublishedYet(_("This act is not covered by a signed checkpoint yet. Try again in a few seconds."))
    proof = inclusion_proof(index, checkpoint.size, StoredTree())
    return proof_text(index, proof, checkpoint.note, extra=line.leaf.encode())


def published() -> Published | None:
    """Read from the files, as anyone reads them; None before the first checkpoint."""
    log = store()
    checkpoint, vkey = log.read(CHECKPOINT), log.read(VKEY)
    if checkpoint is None or vkey is None:
        return None
    state = State.parse(checkpoint.decode())
    return Published(state.origin, state.size, state.root.hex(), vkey.decode().strip())


@dataclass(frozen=True)
class Waiting:
    """Acts that no published checkpoint covers yet: how many, at most `MANY_WAIT` + 1, and since when the first waits.

    `trouble` is what the sequencer last said that keeps it from publishing.
    """

    acts: int = 0
    since: datetime | None = None
    published_at: datetime | None = None
    trouble: str = ""
    troubled_since: datetime | None = None

    @property
    def is_late(self) -> bool:
        """Whether something is amiss: a checkpoint follows an act within seconds."""
        return self.since is not None and now() - self.since > LATE_AFTER

    @property
    def are_many(self) -> bool:
        return self.acts > MANY_WAIT


def waiting() -> Waiting:
    """One query, which reads no more than `MANY_WAIT` rows however many wait."""
    in_outbox = Outbox.objects.order_by("pk")
    placed = Entry.objects.filter(index__gte=OuterRef("size")).order_by("index")
    row = (
        Publication.objects.filter(pk=Publication.THE_ONE)
        .annotate(
            placed=_Count(placed.values("pk")[: MANY_WAIT + 1]),
            in_outbox=_Count(in_outbox.values("pk")[: MANY_WAIT + 1]),
            since=Coalesce(Subquery(placed.values("recorded_at")[:1]), Subquery(in_outbox.values("recorded_at")[:1])),
        )
        .first()
    )
    if row is None:
        return _never_published()
    acts = min(row.placed + row.in_outbox, MANY_WAIT + 1)
    return Waiting(acts, row.since, row.published_at, row.trouble, row.troubled_since)


def troubles() -> list[str]:
    """For whoever runs the server (`parvis jobs`)."""
    found = waiting()
    if found.trouble:
        return [f"The register is not published since {found.troubled_since:{_MOMENT}} UTC: {found.trouble}"]
    if found.is_late:
        return [f"The register: acts wait to be published since {found.since:{_MOMENT}} UTC. Does `parvis work` run?"]
    return []


def _never_published() -> Waiting:
    waits = list(Outbox.objects.order_by("pk").values_list("recorded_at", flat=True)[: MANY_WAIT + 1])
    return Waiting(len(waits), waits[0] if waits else None)


class _Count(Subquery):
    """How many rows a sliced query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _entry(index: int) -> Entry:
    found = Entry.objects.filter(pk=index).first()
    if found is None:
        raise NoSuchEntry(_("The register has no such entry."))
    return found


def _filtered(filters: Filters) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    for column in COLUMNS:
        if value := getattr(filters, column):
            rows = rows.filter(**{column: value})
    if filters.object:
        rows = rows.filter(pk__in=Mention.objects.filter(urn=filters.object).values("entry"))
    if filters.since:
        start = _midnight(filters.since)
        first = Entry.objects.filter(recorded_at__gte=start).order_by("recorded_at").values("index")[:1]
        rows = rows.filter(recorded_at__gte=start, index__gte=Subquery(first) - OUT_OF_ORDER)
    if filters.until:
        end = _midnight(filters.until + timedelta(days=1))
        last = Entry.objects.filter(recorded_at__lt=end).order_by("-recorded_at").values("index")[:1]
        rows = rows.filter(recorded_at__lt=end, index__lte=Subquery(last) + OUT_OF_ORDER)
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
