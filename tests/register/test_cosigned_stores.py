"""Cosignatures that come later: none is lost, and none goes over what another published."""

import shutil
import threading
import time

import pytest

from parvis.register import queries, sequencer
from parvis.register.errors import HeadMoved, PublishedMeanwhile
from parvis.register.last_signed import last_signed
from parvis.register.models import Checkpoint, Publication
from parvis.register.publisher import publisher
from parvis.register.rebuilding import rebuild_files
from parvis.register.reconciling import bring_back_entries

from . import files
from .backups import restore
from .factories import move

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(witnesses, monkeypatch):
    """A publisher whose checkpoint is shown, and a witness that answers once it is told to."""
    monkeypatch.setattr("parvis.register.publisher.WAIT", 0.05)
    free = threading.Event()
    witnesses("w1", of=lambda honest, body: free.wait(20) and honest(body))
    move()
    sequencer.sequence_batch()
    publish = publisher()
    publish.publish()
    free.set()
    return publish


def add(publish, seconds=20):
    before, deadline = publish.published, time.monotonic() + seconds
    while publish.published == before and time.monotonic() < deadline:
        publish.add_cosignatures()
        time.sleep(0.02)


def test_what_comes_late_goes_over_no_other_checkpoint(late, folder):
    (folder / "checkpoint").write_text("another's")

    with pytest.raises(PublishedMeanwhile):
        add(late)
    assert (folder / "checkpoint").read_text() == "another's"


def test_what_comes_late_goes_over_no_other_cosignature(late):
    Checkpoint.objects.update(note="with another's")

    with pytest.raises(HeadMoved):
        add(late)
    assert Checkpoint.objects.get().note == "with another's"


def test_what_comes_late_counts_as_published(late, folder):
    Publication.objects.update(published_at=None)
    add(late)

    assert queries.witnessed().count == 1
    assert queries.waiting().published_at


def test_the_signer_remembers_both_of_its_lines(folder, settings, tmp_path):
    settings.REGISTER_SECOND_KEY = str(tmp_path / "second.key")
    move()
    sequencer.sequence_once()

    assert last_signed().read().note == (folder / "checkpoint").read_text()


def test_a_checkpoint_comes_back_with_its_cosignatures_and_its_time(witnesses, folder):
    witnesses("w1")
    for _ in range(2):
        move()
        sequencer.sequence_once()
    before = Checkpoint.objects.order_by("pk").last()
    restore(1)
    bring_back_entries()
    after = Checkpoint.objects.order_by("pk").last()

    assert (after.note, after.cosigned, after.signed_at) == (before.note, 1, before.signed_at)


def test_lost_files_come_back_with_policy_and_cosignatures(witnesses, folder):
    witnesses("w1")
    move()
    sequencer.sequence_once()
    before = files.of(folder)
    shutil.rmtree(folder)
    rebuild_files()

    assert files.of(folder) == before
    assert {"policy.txt", "vkey"} <= {str(path) for path in before}
