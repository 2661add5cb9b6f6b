import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .cluster import Cluster
from .installation import Installation
from .processes import Process, wait_until

if TYPE_CHECKING:
    from .run import Load

BACK_WITHIN = 300  # on a machine that is busy with other things
LOOKS_EVERY = 0.05

WEB_WORKER, SERVER = "web worker", "server"
JOB_WORKER, SEQUENCER = "job worker", "sequencer"
POSTGRESQL = "postgresql"


@dataclass
class Deaths:
    """Who was killed when (monotonic seconds), and, of sequencers, whose life it was."""

    all: list[tuple[float, str, str]] = field(default_factory=list)
    sequencers: list[tuple[float, str]] = field(default_factory=list)  # who held the lock, from when on
    database_back: list[float] = field(default_factory=list)
    log_unserved: list[int] = field(default_factory=list)  # what was answered instead, without the database

    def of(self, kind: str) -> list[tuple[float, str]]:
        return [(at, life) for at, killed, life in self.all if killed == kind]


class Killers:
    """One for the server, one for the workers, one for the database, each with its own random moments."""

    def __init__(self, site: Installation, cluster: Cluster | None, load: "Load", over: threading.Event) -> None:
        self.site, self.cluster, self.load, self.over = site, cluster, load, over
        self.deaths = Deaths()
        self._until = time.monotonic() + load.minutes * 60 if load.minutes else float("inf")

    @property
    def all(self) -> list[Callable[[], None]]:
        return [self._kill_servers, self._kill_workers, *([self._kill_database] if self.cluster else [])]

    def watch_the_lock(self) -> None:
        """Note each life that comes to hold the sequencer's lock."""
        last = None
        while not self.over.wait(LOOKS_EVERY):
            holder = self.site.sequencer()
            if holder and holder != last:
                self.deaths.sequencers.append((time.monotonic(), holder))
                last = holder

    def _kill_servers(self) -> None:
        chance, server = random.Random(self.load.seed), self.site.server
        count = self.load.kills * 3 // 10
        for kind in _shuffled({WEB_WORKER: count - count // 2, SERVER: count // 2}, chance):
            self._once_back(self.site.is_answering, chance, self.load.work)
            if self._is_over():
                return
            self._kill(kind, server, server.kill if kind == SERVER else server.kill_child)

    def _kill_workers(self) -> None:
        chance, count = random.Random(self.load.seed + 1), self.load.kills - self.load.kills * 3 // 10
        for kind in _shuffled({JOB_WORKER: count * 2 // 5, SEQUENCER: count - count * 2 // 5}, chance):
            self._once_back(self._workers_are_back, chance, self.load.work)
            while not self._is_over():
                process = self._worker(is_sequencer=kind == SEQUENCER)
                if process and self._kill(kind, process, process.kill):
                    break
                self.over.wait(LOOKS_EVERY)

    def _kill_database(self) -> None:
        assert self.cluster is not None
        chance = random.Random(self.load.seed + 2)
        for _number in range(self.load.database_kills):
            self._once_back(self.cluster.is_up, chance, self.load.work * 4)
            if self._is_over():
                return
            at, seconds = self.cluster.kill(meanwhile=self._read_the_log)
            self.deaths.all.append((at, POSTGRESQL, ""))
            self.deaths.database_back.append(seconds)

    def _read_the_log(self) -> None:
        """The published files need no database."""
        status = self.site.status_of_log()
        if status not in (None, 200):
            self.deaths.log_unserved.append(status)

    def _once_back(self, is_back: Callable[[], bool], chance: random.Random, work: float) -> None:
        """Once it is back, let it work for a random time, possibly none."""
        wait_until(lambda: self._is_over() or is_back(), BACK_WITHIN, "what was killed is back")
        self.over.wait(chance.uniform(0, work))

    def _is_over(self) -> bool:
        return self.over.is_set() or time.monotonic() > self._until

    def _kill(self, kind: str, process: Process, kill: Callable[[], float | None]) -> bool:
        life = process.life
        while not self._is_over():
            if (at := kill()) is not None:
                self.deaths.all.append((at, kind, life))
                return True
            if kind in (JOB_WORKER, SEQUENCER):
                return False
            self.over.wait(LOOKS_EVERY)
        return False

    def _workers_are_back(self) -> bool:
        return self.site.sequencer() is not None and all(map(self.site.is_ready, self.site.workers))

    def _worker(self, *, is_sequencer: bool) -> Process | None:
        holder = self.site.sequencer()
        if holder is None:
            return None
        return next((one for one in self.site.workers if (one.life == holder) == is_sequencer), None)


def _shuffled(counts: dict[str, int], chance: random.Random) -> list[str]:
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    chance.shuffle(kinds)
    return kinds
