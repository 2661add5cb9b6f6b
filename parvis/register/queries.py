from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _

from parvis.kernel import pages, urns
from parvis.kernel.clock import today
from parvis.kernel.pages import Page
from parvis.kernel.urns import Named

from .errors import NoSuchEntry, NoSuchTimestamp, NotPublishedYet
from .models import Checkpoint, Entry, Facet, Mention, Outbox, Timestamp
from .notes import State, proof_text
from .publisher import VKEY
from .stored import StoredTree
from .telling import Told, told
from .tiles import CHECKPOINT
from .tree import inclusion_proof
from .witnesses import panel

PAGE_SIZE = 50
COLUMNS = ("event", "role", "body")
# Acts are sought by the member they are done for; an import of many members' data is done for none of them.
FOR_WHOM = "member"
# Acts of the same moment may be placed in either order, so a day's entries reach this far beyond its first and last.
# The bounds spare a page about an old day the walk through all that came after.
OUT_OF_ORDER = 1000
# Yesterday's checkpoint is stamped today, and an authority may be away for an hour after midnight.
STAMPED_LATELY = timedelta(days=2)


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


@dataclass(frozen=True)
class Witnessed:
    """How many of the log's witnesses cosigned the published checkpoint.

    `names` are those that did, `times` when each did; `missing` are the others, in the order of the settings. `quorum`
    is how many a checkpoint should have; None where nobody asks for any, and then it is met.
    """

    count: int
    of: int
    names: tuple[str, ...]
    times: tuple[datetime, ...]
    missing: tuple[str, ...]
    quorum: int | None
    is_met: bool


@dataclass(frozen=True)
class Timestamped:
    """Whether the last checkpoint of each day is stamped by a timestamp authority (RFC 3161).

    `authority` is the one that is asked, "" where none is. `latest` is the last day that was stamped, `failed` a later
    one that was not, with the reason; both None where there is none. `is_current` says that it was done lately.
    """

    authority: str
    latest: Timestamp | None
    failed: Timestamp | None
    is_current: bool


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
    line, checkpoint = _entry(index), _checkpoint_over(index)
    proof = inclusion_proof(index, checkpoint.size, StoredTree())
    return proof_text(index, proof, checkpoint.note, extra=line.leaf.encode())


def published() -> Published | None:
    """Read from the files, as anyone reads them; None before the first checkpoint."""
    folder = Path(settings.REGISTER_FOLDER)
    try:
        state = State.parse((folder / CHECKPOINT).read_text())
        return Published(state.origin, state.size, state.root.hex(), (folder / VKEY).read_text().strip())
    except FileNotFoundError:
        return None


def witnessed() -> Witnessed:
    """Read from the published checkpoint; nothing has been witnessed before the first."""
    witnesses = panel()
    cosigned = witnesses.cosigned(_published_note() or "")
    return Witnessed(
        count=len(cosigned),
        of=len(witnesses.witnesses),
        names=tuple(cosigned),
        times=tuple(cosigned.values()),
        missing=tuple(witness.name for witness in witnesses.witnesses if witness.name not in cosigned),
        quorum=witnesses.quorum,
        is_met=witnesses.is_met_by(len(cosigned)),
    )


def timestamped() -> Timestamped:
    """Costs two queries."""
    rows = Timestamp.objects.defer("response", "note").order_by("-day")
    last, stamped = rows.first(), rows.filter(failure="").first()
    return Timestamped(
        authority=urlsplit(settings.TIMESTAMP_URL).hostname or "",
        latest=stamped,
        failed=last if last is not None and not last.is_stamped else None,
        is_current=stamped is not None and stamped.day >= today() - STAMPED_LATELY,
    )


def timestamps(*, after: str = "", before: str = "") -> Page[Timestamp]:
    """Newest day first."""
    rows = Timestamp.objects.defer("response", "note")
    return pages.page(rows, by=["-day"], size=PAGE_SIZE, after=after, before=before)


def timestamp(day: date) -> Timestamp:
    """Raises `NoSuchTimestamp` for a day that was not stamped."""
    found = Timestamp.objects.filter(day=day, failure="").first()
    if found is None:
        raise NoSuchTimestamp(_("No checkpoint of that day was stamped."))
    return found


def _published_note() -> str | None:
    try:
        return (Path(settings.REGISTER_FOLDER) / CHECKPOINT).read_text()
    except FileNotFoundError:
        return None


def _checkpoint_over(index: int) -> Checkpoint:
    """The last one; or, where too few witnesses have cosigned that, the first that covers the entry and has enough.

    Raises `NotPublishedYet`.
    """
    witnesses, last = panel(), Checkpoint.objects.order_by("pk").last()
    if last is None or last.size <= index:
        raise NotPublishedYet(_("This act is not covered by a signed checkpoint yet. Try again in a few seconds."))
    enough = witnesses.quorum or min(1, len(witnesses.witnesses))
    if last.cosigned >= enough:
        return last
    witnessed = Checkpoint.objects.filter(size__gt=index, cosigned__gt=0, cosigned__gte=enough)
    return witnessed.order_by("size").first() or last


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
