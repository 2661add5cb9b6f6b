"""The acts as people read them: the journal, an object's history, one act."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _

from parvis.kernel import contents, pages, urns
from parvis.kernel.pages import Page
from parvis.kernel.urns import Named

from . import finding
from .arriving import begins, brought_by
from .errors import NoHistory, NoSuchAct, NoSuchContent, NoSuchEntry
from .models import Checkpoint, Entry, Facet, Mention, Outbox
from .telling import Told, told

PAGE_SIZE = 50
# Of a selection that is handed out whole.
LOT = 500
# A page has eight. Of a history or an act, two find what is told; of the journal, four find that and say how the log
# stands, and one more where columns are asked for. All that is named by its own row costs one of the others.
MOST_QUERIES_FOR_NAMES = 6
MOST_QUERIES_FOR_NAMES_IN_JOURNAL = 4
QUERIES_FOR_ARRIVAL = 2
# Acts are sought by the member they are done for; an import of many members' data is done for none of them.
FOR_WHOM = "member"
# Acts of the same moment may be placed in either order, so a day's entries reach this far beyond its first and last.
# The bounds spare a page about an old day the walk through all that came after.
OUT_OF_ORDER = 1000


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
class History:
    """The acts that name an object: `waiting` for their place in the log (with the first page), then a page of the
    others, both newest first. `named` is None where the viewer may not see the object. `arrived` is the act by which it
    came here together with other things, where none of its own says so; it comes with the last page."""

    urn: str
    kind: object
    named: Named | None
    waiting: Sequence[Told]
    page: Page[Any]
    arrived: Told | None = None

    @property
    def acts(self) -> list[Told]:
        return [*self.waiting, *self.page.rows]


class Digest(NamedTuple):
    """A hash in a line. `is_kept`: what it is of can be downloaded, unless it was changed since. Where it cannot,
    `because` may say why."""

    name: str
    value: str
    is_kept: bool
    because: object = ""


@dataclass(frozen=True)
class Placed:
    """An act in its place. `before` and `after` are the places beside it; `signed_at` is when a checkpoint first
    covered it, None while it waits for one."""

    told: Told
    before: int | None
    after: int | None
    signed_at: datetime | None

    @property
    def digests(self) -> list[Digest]:
        """Of what was published: the hashes that the line holds, by the name they have there."""
        line = self.told.line
        found = [(name, value) for name, value in line.payload.items() if name.endswith("sha256") and value]
        return [
            Digest(name, value, contents.is_declared(line.event, name), contents.why_withheld(line.event, name))
            for name, value in found
        ]

    @property
    def commitments(self) -> list[Digest]:
        """Of what must not be public: salted hashes."""
        return [Digest(name, value, False) for name, value in self.told.line.said.get("commitments", {}).items()]


def latest(urn: str) -> Entry | Outbox | None:
    """The last act on an object, whether or not it has its place in the log yet."""
    if waiting := Outbox.objects.filter(object=urn).order_by("-pk").first():
        return waiting
    mentions = Mention.objects.filter(urn=urn, entry__object=urn).select_related("entry")
    mention = mentions.order_by("-entry_id").first()
    return mention.entry if mention else None


def history(
    urn: str,
    viewer: Any,
    *,
    size: int = PAGE_SIZE,
    after: str = "",
    before: str = "",
    most_queries: int = MOST_QUERIES_FOR_NAMES,
) -> History:
    """Two queries, and `most_queries` for names, however much there is; things beyond are called by their kind. Where
    it is looked for by which act the object arrived, that takes two of them.

    Raises `NoHistory` for what has never been on the register and is not there now.
    """
    is_first = not (after or before)
    waiting = list(Outbox.objects.filter(leaf__contains=f'"{urn}"').order_by("-pk")[:size]) if is_first else []
    page = _page(Filters(object=urn), size=size, after=after, before=before)
    own: list[Entry | Outbox] = [*waiting, *page.rows]
    is_sought = page.after is None and not any(begins(line, urn) for line in own)
    brought = brought_by(urn, own) if is_sought else None
    most_queries -= QUERIES_FOR_ARRIVAL if is_sought else 0
    lines, names = told([*own, *([brought] if brought else [])], viewer, also=[urn], most_queries=most_queries)
    kind, named, arrived = urns.label_of(urn), names.get(urn), lines[len(own) :]
    if kind is None or not (lines or named):
        raise NoHistory(_("There is nothing of this name on the register."))
    count = len(waiting)
    shown: Page[Any] = Page(lines[count : len(own)], page.after, page.before)
    return History(urn, kind, named, lines[:count], shown, arrived[0] if arrived and named else None)


def newest(viewer: Any, *, events: Sequence[str], size: int = 5) -> list[Told]:
    """The last acts of these kinds, for a page that shows a few of them. Two queries, and those for names."""
    found = Entry.objects.filter(finding.having(*({"event": event} for event in events), count=size))
    return told(list(found.order_by(finding.PLACE.desc())[:size]), viewer)[0]


def journal(viewer: Any, filters: Filters, *, after: str = "", before: str = "", spent: int = 0) -> Journal:
    """One query for the page, one for the values, and at most four for names, less those that were `spent` on finding
    what is asked for; things beyond are called by their kind."""
    spent += int(bool(_of_columns(filters) and not filters.object))
    return _told_page(_page(filters, size=PAGE_SIZE, after=after, before=before), viewer, filters, spent)


def no_acts(viewer: Any, filters: Filters) -> Journal:
    """The journal before it is certain what is looked for: what there is to filter by, and no act."""
    return _told_page(Page([], None, None), viewer, filters, MOST_QUERIES_FOR_NAMES_IN_JOURNAL - 1)


def _told_page(page: Page[Entry], viewer: Any, filters: Filters, spent: int) -> Journal:
    values = defaultdict(list)
    for column, value in Facet.objects.order_by("value").values_list("column", "value"):
        if column != "body" or urns.parse(value)[0] == FOR_WHOM:
            values[column].append(value)
    also = [*values["body"], *filter(None, [filters.object, filters.body])]
    rows, names = told(page.rows, viewer, also=also, most_queries=MOST_QUERIES_FOR_NAMES_IN_JOURNAL - spent)
    return Journal(Page(rows, page.after, page.before), values, names)


def lots(filters: Filters, viewer: Any) -> Iterator[Sequence[Told]]:
    """The whole selection, newest first, some at a time, each lot read when the one before was taken."""
    after: str | None = ""
    while after is not None:
        page = _page(filters, size=LOT, after=after)
        yield told(page.rows, viewer)[0]
        after = page.after


def entry(index: int, viewer: Any) -> Placed:
    """Two queries, and at most six for names. Raises `NoSuchEntry`."""
    near = {one.index: one for one in Entry.objects.filter(index__gte=index - 1, index__lte=index + 1)}
    if index not in near:
        raise no_such_entry()
    signed = Checkpoint.objects.filter(size__gt=index).order_by("size", "pk").values_list("signed_at", flat=True)
    return Placed(
        told=told([near[index]], viewer, most_queries=MOST_QUERIES_FOR_NAMES)[0][0],
        before=index - 1 if index - 1 in near else None,
        after=index + 1 if index + 1 in near else None,
        signed_at=signed.first(),
    )


def act(uid: uuid.UUID, viewer: Any) -> Told:
    """An act by its own id, whether or not it has its place in the log yet. Raises `NoSuchAct`."""
    found = Outbox.objects.filter(act=uid).first() or Entry.objects.filter(act=uid).first()
    if found is None:
        raise NoSuchAct(_("The register has no such act."))
    return told([found], viewer, most_queries=MOST_QUERIES_FOR_NAMES)[0][0]


def content(index: int, digest: str, viewer: Any) -> bytes:
    """What a hash in an entry's payload is of, byte for byte. Raises `NoSuchEntry` and `NoSuchContent`."""
    line = Entry.objects.filter(pk=index).first()
    if line is None:
        raise no_such_entry()
    said = line.said
    for found in contents.found(line.event, digest, said, viewer):
        if sha256(found).hexdigest() == said["payload"].get(digest):
            return found
    raise NoSuchContent(
        _(
            "What this act hashed is not here as it was then: it has been changed since, or is not public. Who kept a "
            "copy from that day can verify it."
        )
    )


def object_of(index: int) -> str | None:
    """What an entry is about."""
    return Entry.objects.filter(pk=index).values_list("object", flat=True).first()


def no_such_entry() -> NoSuchEntry:
    return NoSuchEntry(_("The register has no such entry."))


def _page(filters: Filters, *, size: int, after: str = "", before: str = "") -> Page[Entry]:
    """One query; a second where only a column is asked for. An object's acts are read along its own index: few are
    found as fast as many."""
    if filters.object:
        mentions = Mention.objects.filter(urn=filters.object).select_related("entry")
        mentions = mentions.filter(**{f"entry__{column}": value for column, value in _of_columns(filters).items()})
        mentions = _of_days(mentions, filters, moment="entry__recorded_at", place="entry_id")
        page = pages.page(mentions, by=["-entry_id"], size=size, after=after, before=before)
        return Page([mention.entry for mention in page.rows], page.after, page.before)
    if values := _of_columns(filters):
        places = {"before": _place(before)} if before else {"after": _place(after)} if after else {}
        having = finding.having(values, count=size + 1, bounds=_bounds(filters), **places)
        entries = Entry.objects.filter(having).annotate(place=finding.PLACE, moment=finding.MOMENT)
        entries = _of_days(entries, filters, moment="moment")
        return pages.page(entries, by=["-place"], size=size, after=after, before=before)
    entries = _of_days(Entry.objects.all(), filters, moment="recorded_at", place="index")
    return pages.page(entries, by=["-index"], size=size, after=after, before=before)


def _of_columns(filters: Filters) -> dict[str, str]:
    return {column: value for column in finding.COLUMNS if (value := getattr(filters, column))}


def _place(cursor: str) -> int:
    """Raises `Invalid`."""
    [place] = pages.values_of(cursor, 1)
    if not isinstance(place, int):
        raise pages.not_made_here()
    return place


def _of_days(rows: QuerySet, filters: Filters, *, moment: str, place: str = "") -> QuerySet:
    """`moment` and `place`: by which names a row has those of its entry; no place where the log is not walked."""
    bounds = _bounds(filters)
    if filters.since:
        rows = rows.filter(**{f"{moment}__gte": _midnight(filters.since)})
    if filters.until:
        rows = rows.filter(**{f"{moment}__lt": _end_of(filters.until)})
    if place and filters.since:
        rows = rows.filter(**{f"{place}__gte": bounds.first})
    if place and filters.until:
        rows = rows.filter(**{f"{place}__lte": bounds.last})
    return rows


def _bounds(filters: Filters) -> finding.Bounds:
    """Between which places the days lie, and what may lie between them of other days."""
    first = last = None
    if filters.since:
        rows = Entry.objects.filter(recorded_at__gte=_midnight(filters.since)).order_by("recorded_at")
        first = Subquery(rows.values("index")[:1]) - OUT_OF_ORDER
    if filters.until:
        rows = Entry.objects.filter(recorded_at__lt=_end_of(filters.until)).order_by("-recorded_at")
        last = Subquery(rows.values("index")[:1]) + OUT_OF_ORDER
    return finding.Bounds(first, last, 2 * OUT_OF_ORDER * sum(bound is not None for bound in (first, last)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _end_of(day: date) -> datetime:
    return _midnight(day + timedelta(days=1))
