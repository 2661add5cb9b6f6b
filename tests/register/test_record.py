import json
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import rfc8785
from django.db import transaction

from parvis.kernel.dates import PartialDate
from parvis.kernel.types import IMPORT, Capacity
from parvis.register import commands, queries
from parvis.register.errors import LeafTooLong
from parvis.register.models import Outbox
from parvis.register.types import Event, commitment, commits_to, event_class

from .events import BenchPainted
from .factories import TOWN, bench, move, paint

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Painter:
    urn = f"urn:parvis:person:{uuid.UUID(int=7)}"
    is_authenticated = True

    def capacity(self, body):
        return Capacity("painter", f"urn:parvis:organisation:{uuid.UUID(int=8)}")


def test_the_last_act_on_an_object_is_found():
    object = bench()
    paint(object)
    move(object)
    paint()

    assert queries.latest(object).event == "register.bench_moved"


def test_no_act_on_an_object_is_nothing():
    paint()

    assert queries.latest(bench()) is None


def test_a_line_says_who_did_what_in_which_role():
    line = paint(by=Painter(), on=date(2022, 4, 30), paint="green")

    assert json.loads(line.leaf) == {
        "v": 1,
        "kind": "register.bench_painted",
        "id": str(line.act),
        "at": line.said["at"],
        "body": TOWN,
        "object": line.object,
        "actor": Painter.urn,
        "role": "painter",
        "organisation": f"urn:parvis:organisation:{uuid.UUID(int=8)}",
        "payload": {"on": "2022-04-30", "paint": "green"},
    }


LETTERS = [*range(1, 0xD800), *range(0xE000, 0x10000), *range(0x10000, 0x110000, 97)]


@pytest.mark.parametrize("start", range(0, len(LETTERS), 1500))
def test_a_line_is_canonical(start):
    leaf = paint(paint="".join(map(chr, LETTERS[start : start + 1500]))).leaf

    assert leaf.encode() == rfc8785.dumps(json.loads(leaf))


@pytest.mark.parametrize("value", [2**53 - 1, 1 - 2**53, True, None, (), ("b", 1, ("a", None))])
def test_a_line_is_canonical_whatever_it_holds(value):
    leaf = paint(paint=value).leaf

    assert leaf.encode() == rfc8785.dumps(json.loads(leaf))


def test_a_number_that_readers_would_round_is_refused():
    with pytest.raises(TypeError, match="int"):
        paint(paint=2**53)


def test_a_line_says_when_in_utc():
    line = paint(by=IMPORT)

    assert datetime.fromisoformat(line.said["at"]) == line.recorded_at.replace(
        microsecond=line.recorded_at.microsecond // 1000 * 1000, tzinfo=UTC
    )


def test_an_act_rolled_back_leaves_no_line():
    object = bench()
    with transaction.atomic():
        paint(object)
        transaction.set_rollback(True)

    assert queries.latest(object) is None


@pytest.mark.django_db(transaction=True)
def test_a_line_without_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        commands.record(BenchPainted(bench(), TOWN), by=IMPORT)


def test_a_line_longer_than_8_kib_is_refused():
    with pytest.raises(LeafTooLong, match="Shorten"):
        paint(paint="x" * 8192)

    assert not Outbox.objects.exists()


def test_an_object_without_a_urn_is_refused():
    with pytest.raises(ValueError, match=r"unpack|URN"):
        paint("bench 5")


def test_a_value_that_is_no_json_is_refused():
    with pytest.raises(TypeError, match="float"):
        paint(paint=1.5)


def test_inexact_dates_stay_inexact():
    assert paint(on=PartialDate("2022-04")).payload["on"] == "2022-04"


def test_a_commitment_goes_on_the_line_and_not_its_content():
    digest, _salt = commitment("who was interviewed")

    assert paint(commitments={"interview": digest}).said["commitments"] == {"interview": digest}


def test_a_commitment_holds_for_its_content_only():
    digest, salt = commitment("yes")

    assert commits_to(digest, salt, "yes")
    assert not commits_to(digest, salt, "no")


def test_the_same_content_is_committed_to_differently_each_time():
    assert commitment("yes").digest != commitment("yes").digest


def test_an_event_is_named_after_its_room_and_class():
    assert event_class("register.bench_painted") is BenchPainted


def test_an_event_cannot_have_a_field_called_name():
    with pytest.raises(TypeError, match="name"):

        class BenchNamed(Event):
            name: str


def test_two_events_cannot_share_a_name():
    with pytest.raises(TypeError, match="two events"):
        type("BenchMoved", (Event,), {"__module__": __name__})


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setattr("parvis.register.subscriptions._reactions", {BenchPainted: [heard.append]})
    return heard


def test_reactions_hear_of_an_act_once_it_is_done(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as committed:
        line = paint()
        move()

    assert told == []
    for tell in committed:
        tell()
    assert [event.object for event in told] == [line.object]
