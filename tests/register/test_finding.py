"""What the journal finds by columns, against all acts looked at one by one. Bundles of 8, so that few acts are many."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.kernel.errors import Invalid
from parvis.kernel.pages import cursor_of
from parvis.kernel.types import Capacity
from parvis.kernel.urns import urn
from parvis.register import finding, journal, queries, sequencer
from parvis.register.models import Entry, Posting
from parvis.register.queries import Filters

from .factories import move, paint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named", "few_in_a_bundle")]

ANYONE = AnonymousUser()
MOVED, PAINTED = "register.bench_moved", "register.bench_painted"
TOWNS = [urn("town", uuid.UUID(int=number)) for number in (1, 2, 3)]
OF_COLUMN = {"event": [MOVED, PAINTED, "none.such"], "role": ["often", "seldom"], "body": TOWNS}
ASKED = [
    dict(zip(columns, values, strict=True))
    for count in (1, 2, 3)
    for columns in combinations(OF_COLUMN, count)
    for values in ([OF_COLUMN[column][0] for column in columns], [OF_COLUMN[column][-1] for column in columns])
]


class Painter:
    urn = f"urn:parvis:person:{uuid.UUID(int=7)}"

    def __init__(self, role):
        self.role = role

    def capacity(self, body):
        return Capacity(self.role)


@pytest.fixture
def few_in_a_bundle(monkeypatch):
    monkeypatch.setattr(finding, "WIDTH", 8)
    monkeypatch.setattr(journal, "PAGE_SIZE", 3)
    monkeypatch.setattr(journal, "LOT", 5)


def acts(count, seed=0):
    """Mostly alike, with stretches of many bundles where something does not occur."""
    chosen = random.Random(seed)
    for number in range(count):
        act = paint if chosen.random() < 0.6 else move
        role = "seldom" if number % 37 == 5 else "often"
        act(by=Painter(role), body=TOWNS[chosen.choices([0, 1, 2], [20, 5, 1])[0]])


@pytest.fixture
def log():
    """Twelve bundles and a part of one."""
    acts(100)
    sequencer.sequence_once()


def places(page):
    return [told.line.index for told in page]


def looked_at(days=lambda _at: True, **filters):
    entries = Entry.objects.order_by("-index").values_list("index", "recorded_at", *finding.COLUMNS)
    rows = [dict(zip(("index", "at", *finding.COLUMNS), row, strict=True)) for row in entries]
    return [row["index"] for row in rows if days(row["at"]) and all(row[name] == filters[name] for name in filters)]


def forwards(filters):
    found, after = [], ""
    while after is not None:
        page = queries.journal(ANYONE, filters, after=after).page
        found, after = found + places(page), page.after
    return found


def backwards(filters, start):
    found, before = [], cursor_of([start])
    while before is not None:
        page = queries.journal(ANYONE, filters, before=before).page
        found, before = places(page) + found, page.before
    return found


def test_each_page_holds_what_there_is(log):
    for asked in ASKED:
        expected = looked_at(**asked)

        assert forwards(Filters(**asked)) == expected
        assert [line.line.index for lot in queries.lots(Filters(**asked), ANYONE) for line in lot] == expected
        for start in (-1, 0, 7, 8, 50, 95, 96, 99):
            assert backwards(Filters(**asked), start) == [place for place in expected if place > start]


def test_a_cursor_leads_to_the_same_place_at_every_edge(log):
    expected = looked_at(event=MOVED)

    for start in range(101):
        page = queries.journal(ANYONE, Filters(event=MOVED), after=cursor_of([start])).page
        assert places(page) == [place for place in expected if place < start][:3]


@pytest.mark.parametrize("posted", [0, 1, 5, 11, 12])
def test_it_does_not_matter_how_much_is_posted(log, posted):
    Posting.objects.filter(bundle__gte=posted).delete()

    for asked in ASKED:
        assert forwards(Filters(**asked)) == looked_at(**asked)


@pytest.mark.parametrize("out_of_order", [0, 5, 40])
def test_days_narrow_what_columns_find(log, monkeypatch, out_of_order):
    monkeypatch.setattr(journal, "OUT_OF_ORDER", out_of_order)
    chosen, noon = random.Random(out_of_order), datetime(2026, 11, 20, 12, tzinfo=UTC)
    for entry in Entry.objects.all():
        at = noon + timedelta(hours=entry.index + chosen.randint(0, out_of_order // 2))
        Entry.objects.filter(pk=entry.index).update(recorded_at=at)
    for first, last in ((20, 20), (21, 22), (22, 22), (24, 30), (1, 19)):
        since, until = date(2026, 11, first), date(2026, 11, last)
        for asked in ASKED:
            expected = looked_at(lambda at, since=since, until=until: since <= at.date() <= until, **asked)
            assert forwards(Filters(**asked, since=since, until=until)) == expected
        expected = looked_at(lambda at, until=until: at.date() <= until, event=MOVED)
        assert forwards(Filters(event=MOVED, until=until)) == expected


def test_the_newest_of_some_kinds_are_found_wherever_they_are(log):
    rare = Entry.objects.get(pk=3)
    Entry.objects.filter(pk=3).update(event="register.paints_mixed", leaf=rare.leaf.replace(MOVED, "x"))
    Posting.objects.all().delete()
    finding.post()

    assert places(queries.newest(ANYONE, events=["register.paints_mixed", "none.such"])) == [3]
    assert places(queries.newest(ANYONE, events=[MOVED, PAINTED])) == [99, 98, 97, 96, 95]


@pytest.mark.parametrize("count", [4, 400])
def test_a_page_found_by_columns_costs_the_same_however_long_the_log(count, django_assert_num_queries):
    acts(count)
    sequencer.sequence_once()

    with django_assert_num_queries(5):
        queries.journal(ANYONE, Filters(event=PAINTED, role="often"))


@pytest.mark.parametrize("cursor", [["a"], [1, 2], [2**70]])
def test_a_cursor_that_leads_nowhere_is_refused_or_finds_nothing(log, cursor):
    try:
        found = places(queries.journal(ANYONE, Filters(event=MOVED), before=cursor_of(cursor)).page)
    except Invalid:
        found = []

    assert not found


def test_what_became_full_is_posted_once(log, django_assert_num_queries):
    before = list(Posting.objects.order_by("pk").values_list("of", "bundle"))
    with django_assert_num_queries(1):
        assert finding.post() == 0
    acts(8, seed=1)
    sequencer.sequence_once()

    assert Posting.objects.filter(of=finding.ALL).count() == 13
    assert list(Posting.objects.filter(bundle__lt=12).order_by("pk").values_list("of", "bundle")) == before


def test_much_that_is_not_posted_is_posted_some_at_a_time(log, monkeypatch):
    Posting.objects.all().delete()
    monkeypatch.setattr(finding, "AT_ONCE", 5)

    assert list(iter(finding.post, 0)) == [5, 5, 2]


def test_bundles_are_posted_whole_or_not_at_all(log, monkeypatch):
    Posting.objects.all().delete()
    insert = finding.bulk.insert

    def inserting(model, names, rows):
        insert(model, names, rows[: len(rows) // 2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(finding.bulk, "insert", inserting)
        with pytest.raises(KeyboardInterrupt):
            finding.post()
    assert not Posting.objects.exists()
    finding.post()

    assert forwards(Filters(event=MOVED)) == looked_at(event=MOVED)
