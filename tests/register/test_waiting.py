import json
from datetime import timedelta

import pytest
from django.core.management import call_command

from parvis.kernel.clock import now
from parvis.register import queries, sequencer
from parvis.register.errors import DatabaseBehindLog
from parvis.register.models import Publication

from .backups import restore
from .factories import paint

pytestmark = pytest.mark.django_db


def test_nothing_waits_where_all_is_published(clock):
    paint()
    sequencer.sequence_once()
    waiting = queries.waiting()

    assert (waiting.acts, waiting.since, waiting.published_at) == (0, None, now())
    assert not waiting.is_late


def test_acts_wait_in_the_outbox(clock):
    paint()
    sequencer.sequence_once()
    first = paint()
    clock.shift(timedelta(seconds=5))
    paint()

    assert (queries.waiting().acts, queries.waiting().since) == (2, first.recorded_at)


def test_acts_with_a_place_wait_for_their_checkpoint(clock):
    paint()
    sequencer.sequence_once()
    first = paint()
    sequencer.sequence_batch()
    clock.shift(timedelta(seconds=5))
    paint()

    assert (queries.waiting().acts, queries.waiting().since) == (2, first.recorded_at)


def test_before_the_first_checkpoint_all_wait():
    first = paint()
    paint()

    assert (queries.waiting().acts, queries.waiting().since) == (2, first.recorded_at)


def test_a_minute_is_late(clock):
    paint()
    clock.shift(timedelta(seconds=60))
    assert not queries.waiting().is_late
    clock.shift(timedelta(seconds=1))
    assert queries.waiting().is_late


def test_it_counts_no_further_than_is_told(monkeypatch):
    paint()
    sequencer.sequence_once()
    monkeypatch.setattr(queries, "MANY_WAIT", 3)
    for _ in range(5):
        paint()

    assert queries.waiting().acts == 4
    assert queries.waiting().are_many


def test_it_costs_one_query(django_assert_num_queries):
    paint()
    sequencer.sequence_once()
    paint()

    with django_assert_num_queries(1):
        queries.waiting()


def test_a_refusal_is_seen_by_all(clock):
    for _ in range(3):
        paint()
    sequencer.sequence_once()
    restore(2)
    with pytest.raises(DatabaseBehindLog):
        sequencer.sequence_once()

    assert "restored from a backup" in queries.waiting().trouble
    assert queries.waiting().troubled_since == now()


def test_since_when_stays_while_trouble_follows_trouble(clock):
    began = now()
    Publication.troubled("the disk is full", at=began)
    clock.shift(timedelta(minutes=3))
    Publication.troubled("the disk is still full", at=now())

    assert (queries.waiting().trouble, queries.waiting().troubled_since) == ("the disk is still full", began)


def jobs(*arguments):
    try:
        call_command("jobs", *arguments)
    except SystemExit as ended:
        return ended.code


def test_the_command_about_jobs_says_so(clock, capsys):
    Publication.troubled("the disk is full", at=now())

    assert jobs() == 1
    assert "The register is not published since 2026-11-20 10:00:00 UTC: the disk is full" in capsys.readouterr().out


def test_it_says_when_nobody_sequences(clock, capsys):
    paint()
    clock.shift(timedelta(minutes=2))

    assert jobs("--json") == 1
    assert "Does `parvis work` run?" in json.loads(capsys.readouterr().out)["troubles"][0]


def test_it_says_nothing_where_all_is_well(capsys):
    paint()
    sequencer.sequence_once()

    assert jobs() == 0
