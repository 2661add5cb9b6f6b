"""Witnesses that cosign, refuse, lie, are slow or are not there; acts and checkpoints go on."""

import threading
import time
from contextlib import contextmanager

import pytest

from parvis.register import queries, sequencer, witnessing
from parvis.register.cosignatures import ED25519, ML_DSA_44, Cosigner
from parvis.register.keys import signer
from parvis.register.models import Checkpoint
from parvis.register.notes import split
from parvis.register.publisher import publisher
from parvis.register.witness.protocol import Answer
from parvis.register.witnesses import panel

from . import audit
from .factories import move

pytestmark = pytest.mark.django_db


def acts(count):
    for _ in range(count):
        move()


def published(folder):
    return (folder / "checkpoint").read_text()


def until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert condition()


def test_the_published_checkpoint_carries_the_cosignatures(witnesses, folder):
    ours = [witnesses("w1"), witnesses("w2", kind=ML_DSA_44)]
    acts(3)
    sequencer.sequence_once()

    assert all(one.key.key.cosigned_at(published(folder)) for one in ours)
    assert audit.read(folder).size == 3


def test_the_next_checkpoint_is_proven_from_the_one_before(witnesses, folder):
    ours = witnesses("w1")
    publish = publisher()
    for more in (1, 5, 250, 300):
        acts(more)
        sequencer.sequence_batch()
        publish.publish()

        assert ours.key.key.cosigned_at(published(folder))


def test_a_process_that_knows_nothing_proves_from_the_size_that_the_witness_names(witnesses, folder):
    """After a restart, the old size is not known: the witness is asked from 0, and answers with a conflict."""
    ours = witnesses("w1")
    for more in (3, 4):
        acts(more)
        sequencer.sequence_once()

    assert ours.key.key.cosigned_at(published(folder))


def test_the_log_signs_first_then_the_witnesses_in_the_order_of_the_settings(witnesses, folder, monkeypatch):
    slow = threading.Event()
    witnesses("w1", of=lambda honest, body: slow.wait(10) and honest(body))
    witnesses("w2", of=lambda honest, body: (honest(body), slow.set())[0])
    acts(1)
    sequencer.sequence_once()

    assert [name for name, _signature in split(published(folder))[1]] == ["parvis.test/register", "w1", "w2"]


def test_the_checkpoint_is_published_without_a_witness_that_is_down(witnesses, folder, settings):
    up = witnesses("w1")
    settings.REGISTER_WITNESSES.append(f"{Cosigner('w2', ED25519, bytes([9] * 32)).key} http://127.0.0.1:1")
    acts(2)
    sequencer.sequence_once()

    assert audit.read(folder).size == 2
    assert panel().cosigned(published(folder)).keys() == {up.key.name}


def test_a_slow_witness_holds_the_checkpoint_no_longer_than_the_limit(witnesses, folder, monkeypatch):
    monkeypatch.setattr("parvis.register.publisher.WAIT", 0.3)
    free = threading.Event()
    witnesses("w1", of=lambda honest, body: free.wait(20) and honest(body))
    acts(1)
    sequencer.sequence_batch()
    publish = publisher()
    began = time.monotonic()
    publish.publish()
    took = time.monotonic() - began
    free.set()

    assert audit.read(folder).size == 1
    assert 0.3 <= took < 2


def test_a_witness_that_was_slow_is_not_waited_for_again(witnesses, monkeypatch):
    monkeypatch.setattr("parvis.register.publisher.WAIT", 0.3)
    free = threading.Event()
    witnesses("w1", of=lambda honest, body: free.wait(20) and honest(body))
    publish = publisher()
    publish.publish()
    monkeypatch.setattr("parvis.register.publisher.WAIT", 30)
    acts(1)
    sequencer.sequence_batch()
    began = time.monotonic()
    publish.publish()
    took = time.monotonic() - began
    free.set()

    assert took < 5


def test_a_cosignature_that_comes_late_is_added_to_the_same_checkpoint(witnesses, folder, monkeypatch):
    monkeypatch.setattr("parvis.register.publisher.WAIT", 0.05)
    free = threading.Event()
    late = witnesses("w1", of=lambda honest, body: free.wait(20) and honest(body))
    acts(1)
    sequencer.sequence_batch()
    publish = publisher()
    publish.publish()
    before = published(folder)
    free.set()

    def has_come():
        publish.add_cosignatures()
        return late.key.key.cosigned_at(published(folder))

    until(has_come)
    assert published(folder).startswith(before)
    assert Checkpoint.objects.get().note == published(folder)


def test_a_cosignature_of_the_checkpoint_before_is_kept_with_it(witnesses, folder, monkeypatch):
    monkeypatch.setattr("parvis.register.publisher.WAIT", 0.05)
    free = threading.Event()
    witnesses("w1", of=lambda honest, body: free.wait(20) and honest(body))
    publish = publisher()
    for _ in range(2):
        acts(1)
        sequencer.sequence_batch()
        publish.publish()
    free.set()

    def have_come():
        publish.add_cosignatures()
        return list(Checkpoint.objects.order_by("pk").values_list("cosigned", flat=True)) == [1, 1]

    until(have_come)
    assert queries.witnessed().count == 1


def test_a_witness_that_comes_back_is_asked_again(witnesses, folder, monkeypatch):
    monkeypatch.setattr(witnessing, "AGAIN_AFTER", 0.05)
    answers = iter([Answer(500, "out of order\n"), Answer(503, "still\n")])
    back = witnesses("w1", of=lambda honest, body: next(answers, None) or honest(body))
    acts(1)
    sequencer.sequence_batch()
    publish = publisher()
    publish.publish()

    def is_back():
        publish.add_cosignatures()
        return back.key.key.cosigned_at(published(folder))

    until(is_back)


def test_an_idle_loop_asks_the_database_nothing(witnesses, django_assert_num_queries):
    witnesses("w1")
    publish = publisher()
    publish.publish()

    with django_assert_num_queries(0):
        publish.add_cosignatures()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, ""),
        Answer(200, "nonsense\n"),
        Answer(200, "— w1 AAAA\n"),
        Answer(200, "\nother text\n\n— w1 AAAAAAAAAAAA\n"),
        Answer(200, "x" * 100_000),
        Answer(409, "0\n"),
        Answer(409, "77\n"),
        Answer(409, "nonsense\n"),
        Answer(404, "who?\n"),
        Answer(422, "no\n"),
    ],
)
def test_an_answer_without_a_true_cosignature_is_not_kept(witnesses, folder, answer):
    witnesses("w1", of=lambda _honest, _body: answer)
    acts(1)
    sequencer.sequence_batch()
    publisher().publish()

    assert len(split(published(folder))[1]) == 1
    assert queries.witnessed().missing == ("w1",)


def test_a_cosignature_of_another_checkpoint_is_not_kept(witnesses, folder):
    other = signer().signed(f"{signer().name}\n0\n{'A' * 43}=\n")
    ours = witnesses("w1", of=lambda _honest, _body: Answer(200, ours.key.line(split(other)[0], ours.clock())))
    acts(1)
    sequencer.sequence_once()

    assert len(split(published(folder))[1]) == 1


def test_lines_by_others_in_an_answer_are_not_kept(witnesses, folder):
    stranger = Cosigner("stranger", ED25519, bytes([7] * 32))

    def with_more(honest, body):
        answer = honest(body)
        text = split(body.decode().split("\n\n", 1)[1])[0]
        return Answer(answer.status, stranger.line(text, ours.clock()) + answer.body)

    ours = witnesses("w1", of=with_more)
    acts(1)
    sequencer.sequence_once()

    assert [name for name, _signature in split(published(folder))[1]] == ["parvis.test/register", "w1"]


def test_a_witness_that_names_ever_other_sizes_is_left_alone(witnesses, folder):
    asked = []

    def whimsical(_honest, body):
        asked.append(body)
        return Answer(409, f"{len(asked)}\n")

    witnesses("w1", of=whimsical)
    acts(50)
    sequencer.sequence_batch()
    publisher().publish()

    assert len(asked) == witnessing.TURNS + 1


@contextmanager
def looping():
    stop = threading.Event()

    def work():
        from django.db import connections

        try:
            sequencer.run(stop)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_the_loop_adds_what_comes_late(witnesses, folder, monkeypatch):
    monkeypatch.setattr("parvis.register.publisher.WAIT", 0.05)
    free = threading.Event()
    witnesses("w1", of=lambda honest, body: free.wait(30) and honest(body))
    acts(2)
    with looping():
        until(lambda: (folder / "checkpoint").exists() and audit.read(folder).size == 2)
        assert queries.witnessed().count == 0
        free.set()
        until(lambda: queries.witnessed().count == 1)
