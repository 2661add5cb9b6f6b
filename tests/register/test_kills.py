from contextlib import ExitStack

import pytest
from django.db import connection

from bench.kill_acts import Load, kill_acts
from bench.kill_acts.cluster import Cluster, can_be_made
from bench.kill_acts.outcome import HOLDS, verified
from bench.kill_acts.watcher import Watcher
from tests.journeys import house

from . import logs

LOAD = Load(acts=15, kills=7, database_kills=1, rest=0.5, work=0.5)


@pytest.fixture
def where():
    """SQLite; or PostgreSQL, of which a cluster of its own is killed too, where one can be made."""
    with ExitStack() as at_the_end:
        if connection.vendor == "sqlite":
            yield {}
        elif can_be_made():
            yield {"cluster": at_the_end.enter_context(Cluster())}
        else:
            address = house.create()
            at_the_end.callback(house.drop, address)
            yield {"database_url": address}


@pytest.mark.kill
def test_each_acknowledged_act_is_in_the_log_exactly_once(tmp_path, where):
    """The short form of `make bench-kill`."""
    outcome = kill_acts(tmp_path, LOAD, **where)

    assert outcome.faults == []
    assert outcome.verdict.startswith("It holds:")
    assert (outcome.lost, outcome.doubled, outcome.forks) == (0, 0, 0)
    assert outcome.acknowledged >= LOAD.acts
    assert sum(outcome.kills.values()) == LOAD.kills + LOAD.database_kills * ("cluster" in where)
    assert outcome.checkpoints > 0


def test_a_log_that_does_not_hold_fails_the_storm(log):
    watcher = Watcher(log)
    watcher.first, watcher.vkey = (log / "checkpoint").read_text(), logs.VKEY
    assert verified(log, watcher).startswith(HOLDS)

    entries = log / "tile/entries/000"
    entries.write_bytes(entries.read_bytes().replace(b"3", b"4", 1))
    assert verified(log, watcher).startswith("It does not hold. Entry ")
