"""A disk that is full: no act is lost, nothing shown is broken, and it goes on by itself once there is room."""

import errno
import subprocess
import threading
import time
from contextlib import suppress

import pytest
from django.db import connections

from parvis.register import folder as folders
from parvis.register import queries, sequencer
from parvis.register.folder import Folder
from parvis.register.models import Entry, Outbox

from . import audit
from .factories import paint

pytestmark = pytest.mark.django_db


def acts(count):
    return [str(paint().act) for _ in range(count)]


@pytest.mark.parametrize("room", range(8))
def test_a_disk_that_fills_up_at_any_file_breaks_nothing(folder, monkeypatch, room):
    done = acts(255)
    sequencer.sequence_once()
    shown = (folder / "checkpoint").read_bytes()
    done += acts(3)
    left = room

    def fill(number):
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(folders.os, "fsync", fill)
        with suppress(OSError):
            sequencer.sequence_once()
        refused = (folder / "checkpoint").read_bytes() == shown
        assert audit.read(folder).acts in (done[:255], done)
        done += acts(2)  # people go on acting
    assert ("No space left" in queries.waiting().trouble) == refused
    sequencer.sequence_once()

    assert audit.read(folder).acts == done
    assert queries.waiting().trouble == ""


@pytest.fixture
def small_disk(tmp_path, settings):
    """A file system of 1 MiB, where the test may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        yield None
        return
    settings.REGISTER_FOLDER = disk / "register"
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_waited_out(small_disk, folder, settings, monkeypatch):
    monkeypatch.setattr(sequencer, "TRY_AGAIN_AFTER", 0.05)
    stop = threading.Event()

    def work():
        try:
            sequencer.run(stop)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    done = acts(2)
    sequencer.sequence_once()
    with full(small_disk, monkeypatch):
        thread.start()
        done += acts(3)
        _until(lambda: "No space left" in queries.waiting().trouble)
        assert audit.read(settings.REGISTER_FOLDER).acts == done[:2]
    _until(lambda: audit.read(settings.REGISTER_FOLDER).acts == done)
    stop.set()
    thread.join()

    assert not Outbox.objects.exists()
    assert Entry.objects.count() == 5


class full:  # noqa: N801 -- reads as a state
    """The disk is full while this lasts."""

    def __init__(self, disk, monkeypatch):
        self.disk, self.monkeypatch = disk, monkeypatch

    def __enter__(self):
        if self.disk is None:
            self.write = Folder.write
            self.monkeypatch.setattr(Folder, "write", _no_room)
            return
        with suppress(OSError), (self.disk / "filler").open("wb", buffering=0) as filler:
            while filler.write(b"\0" * 4096):
                pass

    def __exit__(self, *_):
        if self.disk is None:
            self.monkeypatch.setattr(Folder, "write", self.write)
        else:
            (self.disk / "filler").unlink()


def _no_room(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def _until(condition):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(AssertionError, FileNotFoundError):
            if condition():
                return
        time.sleep(0.05)
    raise TimeoutError


def test_a_trouble_that_comes_back_is_logged_again(monkeypatch, caplog):
    clock = iter([10.0, 11.0, 12.0, 12.0 + sequencer.FORGOTTEN_AFTER])
    monkeypatch.setattr(sequencer.time, "monotonic", lambda: next(clock))
    said = sequencer.Said()
    for _time in range(4):
        said.log(OSError("no space left"))

    assert [record.getMessage() for record in caplog.records] == ["the register pauses: no space left"] * 2
