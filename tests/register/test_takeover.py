"""One sequencer of two real ones is killed: the other goes on."""

import json
import os
import time
from pathlib import Path

import pytest
from django.db import connection

from bench.kill_acts.installation import Installation, wait_until
from tests.journeys import house
from tests.register import audit

SECONDS = 5


@pytest.fixture
def site(tmp_path):
    address = house.create() if connection.vendor == "postgresql" else ""
    site = Installation(tmp_path, address)
    site.run("-m", "parvis", "migrate", "--verbosity", "0")
    yield site
    site.close()
    if address:
        house.drop(address)


def is_idle_beside(process):
    """It has started and stands back: it opens the lock of SQLite, or the connection that it asks PostgreSQL by."""
    open_files = Path(f"/proc/{process._running.pid}/fd")
    targets = [os.readlink(one) for one in open_files.iterdir() if one.exists()]
    return any("parvis.sqlite3" in target or "socket:" in target for target in targets)


@pytest.mark.kill
def test_another_takes_over_within_seconds(site):
    first, second = site.workers
    acts = [act(site)]
    try:
        first.start()
        wait_until(lambda: size_of(site) == 1, 60, "the first publishes")
        second.start()
        wait_until(lambda: is_idle_beside(second), 60, "the second stands by")
        time.sleep(3)
        killed = time.time()
        first._kill()
        wait_until(lambda: site.sequencer() == second.life, SECONDS, "the second takes over")
        print(f"taken over after {time.time() - killed:.1f} s")
        acts.append(act(site))
        wait_until(lambda: size_of(site) == 2, 30, "the second publishes")
    finally:
        first.stop()
        second.stop()

    assert audit.read(site.folder).acts == acts


def act(site):
    return json.loads(site.run("-m", "bench.kill_acts.inside", "act"))


def size_of(site):
    checkpoint = site.folder / "checkpoint"
    return int(checkpoint.read_text().split("\n")[1]) if checkpoint.exists() else 0
