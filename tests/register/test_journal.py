import base64
import uuid
from datetime import date
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from parvis.kernel.dates import PartialDate
from parvis.kernel.types import IMPORT, Capacity
from parvis.kernel.urns import urn
from parvis.register import queries, sequencer
from parvis.register.models import Entry
from parvis.register.notes import Verifier
from parvis.register.queries import Filters
from parvis.register.telling import act_label
from parvis.register.tree import is_included, leaf_hash

from .factories import bench, move, paint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named")]

ANYONE = AnonymousUser()


class Painter:
    urn = f"urn:parvis:person:{uuid.UUID(int=7)}"
    is_authenticated = True

    def capacity(self, body):
        return Capacity("chief_painter")


def journal(**filters):
    cursor = {name: filters.pop(name) for name in ("after", "before") if name in filters}
    return queries.journal(ANYONE, Filters(**filters), **cursor)


def sentence(line):
    return strip_tags(queries.history(line.object, ANYONE).acts[0].sentence)


# Sentences


def test_a_line_reads_as_a_sentence():
    line = paint(bench(3), on=date(2022, 4, 30), paint="green")

    assert sentence(line) == "The platform painted No 3 &lt;b&gt; on April 30, 2022, with green."


def test_an_object_leads_to_its_page():
    paint(bench(3))

    assert '<a href="/there/3/">No 3 &lt;b&gt;</a>' in queries.history(bench(3), ANYONE).acts[0].sentence


def test_what_people_typed_cannot_become_markup():
    paint(bench(3), paint="<script>{0}%(actor)s")

    assert "&lt;script&gt;{0}%(actor)s" in queries.history(bench(3), ANYONE).acts[0].sentence


def test_an_object_the_reader_may_not_see_is_named_by_its_kind():
    assert sentence(paint(bench(4))).startswith("The platform painted Bench (not public)")


def test_a_person_without_a_name_is_a_person_in_a_role():
    assert sentence(move(bench(3), by=Painter())).startswith("A person (chief painter) moved")


def test_an_import_reads_as_one():
    assert sentence(move(bench(3), by=IMPORT)).startswith("Import of published sources moved")


def test_what_a_source_did_not_say_is_not_stated():
    assert sentence(paint(bench(3))).endswith("on not stated, with not stated.")


def test_an_inexact_date_reads_as_exactly_as_it_was_given():
    assert "on April 2022" in sentence(paint(bench(3), on=PartialDate("2022-04")))


def test_a_urn_in_the_payload_is_shown_by_its_title():
    assert "with No 5" in sentence(paint(bench(3), paint=bench(5)))


def test_an_act_that_no_room_does_any_more_still_reads():
    line = paint(bench(3))
    sequencer.sequence_once()
    Entry.objects.update(event="benches.bench_burnt")

    assert sentence(line) == "The platform acted on No 3 &lt;b&gt;."


def test_a_kind_of_act_is_named_by_its_sentence():
    assert act_label("register.bench_painted") == "Painted … on …, with …"


# History


def test_a_history_has_the_newest_first_and_tells_what_waits():
    paint(bench(3))
    sequencer.sequence_once()
    move(bench(3))
    move()

    assert [(told.line.event, told.line.is_pending) for told in queries.history(bench(3), ANYONE).acts] == [
        ("register.bench_moved", True),
        ("register.bench_painted", False),
    ]


@pytest.mark.parametrize("sequence", [sequencer.sequence_once, lambda: None], ids=["placed", "waiting"])
def test_a_history_holds_acts_that_mention_the_object(sequence):
    paint(bench(3), paint=bench(5))
    move(bench(7))
    sequence()

    assert len(queries.history(bench(5), ANYONE).acts) == 1


# The journal


@pytest.fixture
def some_acts():
    paint(bench(3), paint=bench(5))
    move(bench(3), by=Painter())
    move(bench(5), body=urn("town", uuid.UUID(int=9)))
    sequencer.sequence_once()


@pytest.mark.parametrize(
    ("filters", "indexes"),
    [
        ({}, [2, 1, 0]),
        ({"event": "register.bench_moved"}, [2, 1]),
        ({"role": "chief_painter"}, [1]),
        ({"body": urn("town", uuid.UUID(int=9))}, [2]),
        ({"object": bench(5)}, [2, 0]),
        ({"object": bench(5), "event": "register.bench_painted"}, [0]),
        ({"since": date(2999, 1, 1)}, []),
        ({"until": date(2999, 1, 1)}, [2, 1, 0]),
        ({"until": date(1999, 1, 1)}, []),
    ],
)
def test_the_journal_can_be_narrowed(some_acts, filters, indexes):
    assert [told.line.index for told in journal(**filters).page] == indexes


def test_the_journal_of_a_day_holds_that_day(clock):
    for day in ("2026-11-20", "2026-11-21", "2026-11-21 23:59:59", "2026-11-22"):
        clock.move_to(day, tick=False)
        move()
    sequencer.sequence_once()

    assert [told.line.index for told in journal(since=date(2026, 11, 21), until=date(2026, 11, 21)).page] == [2, 1]


def test_the_journal_offers_what_occurs(some_acts):
    assert journal().values["role"] == ["chief_painter", "platform"]


def test_pages_follow_each_other(monkeypatch):
    monkeypatch.setattr("parvis.register.journal.PAGE_SIZE", 2)
    for _ in range(5):
        move()
    sequencer.sequence_once()
    first = journal().page
    second = journal(after=first.after).page

    assert [told.line.index for told in second] == [2, 1]
    assert [told.line.index for told in journal(before=second.before).page] == [4, 3]


@pytest.mark.parametrize("count", [1, 60])
def test_a_page_costs_the_same_however_long_the_log(count, django_assert_num_queries):
    for number in range(count):
        paint(bench(number), paint=bench(number + 1))
    sequencer.sequence_once()

    with django_assert_num_queries(4):
        journal()


# Pages


def page(client, name, *args, **query):
    with override("en"):
        return client.get(reverse(name, args=args), query)


def test_the_journal_shows_acts_and_the_root(client, some_acts):
    html = page(client, "register:journal").content.decode()

    assert "A person (chief painter) moved" in html
    assert f'data-copy="{queries.published().root}"' in html


def test_the_journal_reads_before_anything_was_recorded(client):
    assert "No act to show" in page(client, "register:journal").content.decode()


def test_a_date_that_is_none_is_shown_as_an_error(client, some_acts):
    response = page(client, "register:journal", since="yesterday", event="register.bench_moved")

    assert response.context["form"].errors.keys() == {"since"}
    assert len(response.context["journal"].page.rows) == 2


def test_a_made_up_cursor_is_not_found(client):
    assert page(client, "register:journal", after="abc").status_code == 404


def test_the_journal_is_also_a_feed(client, some_acts):
    feed = ElementTree.fromstring(page(client, "register:feed", event="register.bench_moved").content)  # noqa: S314

    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2


def test_an_entry_is_shown_word_for_word(client, some_acts):
    html = page(client, "register:entry", 1).content.decode()

    assert "&quot;kind&quot;: &quot;register.bench_moved&quot;" in html


def test_an_entry_beyond_the_log_is_not_found(client, some_acts):
    assert page(client, "register:entry", 3).status_code == 404


def test_a_receipt_proves_its_entry(client, some_acts, folder):
    head, checkpoint = page(client, "register:receipt", 1).content.decode().split("\n\n", 1)
    _format, extra, index, *path = head.split("\n")
    leaf = base64.b64decode(extra.removeprefix("extra "))
    text = Verifier.parse((folder / "vkey").read_text()).opened(checkpoint)
    root = base64.b64decode(text.split("\n")[2])

    assert index == "index 1"
    assert is_included(leaf_hash(leaf), 1, 3, [base64.b64decode(part) for part in path], root)


def test_there_is_no_receipt_before_the_checkpoint(client):
    move()
    sequencer.sequence_batch()

    assert page(client, "register:receipt", 0).status_code == 404
