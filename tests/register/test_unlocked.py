"""Two publishers that no lock keeps apart: neither spoils a file of the other, and nothing shorter comes after."""

import os
import threading
import time

import pytest
from django.db import DatabaseError, connections

from parvis.kernel.clock import now
from parvis.register import folder as folders
from parvis.register import sequencer
from parvis.register.errors import HeadMoved, SignedMeanwhile
from parvis.register.folder import Folder
from parvis.register.last_signed import LastSigned, last_signed
from parvis.register.models import Checkpoint
from parvis.register.publisher import publisher

from . import audit
from .factories import paint

pytestmark = pytest.mark.django_db


def acts(count):
    for _ in range(count):
        paint()
    sequencer.sequence_batch()


@pytest.fixture
def place(tmp_path):
    place = Folder(tmp_path / "files")
    place.prepare()
    return place


def test_a_file_that_two_write_at_once_is_never_shown_half(place, tmp_path, monkeypatch):
    """The second begins between the first's fsync and its rename."""
    other, shown = Folder(tmp_path / "files"), []
    rename = folders.Path.replace

    def overtaken(draft, target):
        monkeypatch.setattr(folders.Path, "replace", rename)
        fsync = os.fsync

        def look(handle):
            shown.append((tmp_path / "files/tile/0/000").read_bytes())
            fsync(handle)

        rename(draft, target)
        with monkeypatch.context() as patched:
            patched.setattr(folders.os, "fsync", look)
            other.write("tile/0/000", b"whole")

    monkeypatch.setattr(folders.Path, "replace", overtaken)
    place.write("tile/0/000", b"whole")

    assert shown == [b"whole"]
    assert place.read("tile/0/000") == b"whole"


def test_two_drafts_of_one_file_are_two_files(place, tmp_path, monkeypatch):
    drafts = []
    rename = folders.Path.replace
    monkeypatch.setattr(folders.Path, "replace", lambda self, to: (drafts.append(self.name), rename(self, to))[1])
    for _ in range(2):
        place.write("tile/0/000", b"whole")

    assert len(set(drafts)) == 2


def test_what_another_is_writing_is_not_cleared(place, tmp_path):
    draft = tmp_path / "files/.new/tile-0-000.1"
    draft.write_bytes(b"half")
    Folder(tmp_path / "files").prepare()

    assert draft.exists()


def test_what_was_abandoned_is_cleared(place, tmp_path):
    draft = tmp_path / "files/.new/tile-0-000.1"
    draft.write_bytes(b"half")
    long_ago = time.time() - folders.ABANDONED_AFTER - 1
    os.utime(draft, (long_ago, long_ago))
    Folder(tmp_path / "files").prepare()

    assert not draft.exists()


def test_a_draft_that_found_no_room_does_not_stay(place, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        place.write("tile/0/000", b"whole")

    assert list((tmp_path / "files/.new").iterdir()) == []


def test_the_signer_never_forgets_a_longer_log():
    acts(1)
    publisher().publish()
    old = last_signed().read()
    acts(2)
    publisher().publish()
    with pytest.raises(SignedMeanwhile):
        last_signed().keep(old.note, now())

    assert last_signed().read().state.size == 3


@pytest.fixture
def overtaken(monkeypatch):
    """A publisher that is about to sign two entries when another publishes three."""
    acts(1)
    publisher().publish()
    acts(1)
    slow, held = publisher(), LastSigned.held

    def another_first(memory):
        monkeypatch.setattr(LastSigned, "held", held)
        acts(1)
        publisher().publish()
        return held(memory)

    monkeypatch.setattr(LastSigned, "held", another_first)
    return slow


def test_who_was_overtaken_signs_nothing_shorter(overtaken, folder):
    with pytest.raises(SignedMeanwhile):
        overtaken.publish()

    assert audit.read(folder).size == 3
    assert last_signed().read().state.size == 3
    assert list(Checkpoint.objects.order_by("pk").values_list("size", flat=True)) == [1, 3]


def test_nor_with_a_memory_of_its_own(overtaken, folder, tmp_path):
    first = last_signed().read()
    overtaken.memory = LastSigned(tmp_path / "other.signed")
    overtaken.memory.renew(first.note, first.at)
    with pytest.raises(SignedMeanwhile):
        overtaken.publish()

    assert list(Checkpoint.objects.order_by("pk").values_list("size", flat=True)) == [1, 3]


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once_show_one_log(folder):
    sequencer.sequence_once()
    stop, failures = threading.Event(), []

    def work():
        try:
            while not stop.is_set():
                try:
                    publish = publisher()
                    while not stop.is_set():
                        sequencer.sequence_batch()
                        publish.publish()
                except (HeadMoved, DatabaseError):
                    time.sleep(0.01)
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    done = []
    for _ in range(40):
        done.append(str(paint().act))
        time.sleep(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    sequencer.sequence_once()
    sizes = list(Checkpoint.objects.order_by("pk").values_list("size", flat=True))

    assert failures == []
    assert audit.read(folder).acts == done
    assert sizes == sorted(sizes)
    assert last_signed().read().state.size == len(done)
