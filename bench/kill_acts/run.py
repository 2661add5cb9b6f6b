import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .cluster import Cluster
from .installation import Installation
from .killers import Killers
from .outcome import Outcome, outcome_of
from .people import People
from .processes import wait_until
from .watcher import Watcher

SETTLED_WITHIN = 300
SAY_EVERY = 10


@dataclass(frozen=True)
class Load:
    """How much of what. Times in seconds; those that people and chance take are drawn anew each time, up to these."""

    acts: int = 400  # to be acknowledged, at least
    writers: int = 4
    rest: float = 0.5  # of a writer between two acts
    give_up: float = 0.3  # of those whose report gets no answer: the others send it again
    kills: int = 100  # of web workers, servers, job workers and sequencers
    database_kills: int = 10  # of the postmaster, where it may be killed
    work: float = 3.0  # of what is back, before something is killed again
    minutes: float = 0.0  # after which nothing more is killed; 0 for no end but the counts
    seed: int = 0


def kill_acts(home: Path, load: Load, *, cluster: Cluster | None = None, database_url: str = "") -> Outcome:
    """Write acts and kill, until there has been enough of both. `cluster` is killed too."""
    site, over = Installation(home, cluster.url if cluster else database_url), threading.Event()
    people = People(site.port, site.prepare(load.writers), load=load, over=over)
    watcher, killers = Watcher(site.folder), Killers(site, cluster, load, over)
    began = time.monotonic()
    with ExitStack() as at_the_end:
        at_the_end.callback(site.close)
        for process in site.processes:
            at_the_end.callback(process.stop)
            process.start()
        with ThreadPoolExecutor(32) as pool:
            try:
                watching = [pool.submit(watcher.run), pool.submit(killers.watch_the_lock)]
                watching += [pool.submit(process.supervise, over) for process in site.processes]
                watching += [pool.submit(_say, people, watcher, killers, over)]
                wait_until(site.is_answering, SETTLED_WITHIN, "the server answers")
                writing = people.start(pool)
                for killer in [pool.submit(kill) for kill in killers.all]:
                    killer.result()
                people.had_enough.set()
                for writer in writing:
                    writer.result()
                _settle(site)
            finally:
                over.set()
                watcher.over.set()
            for one in watching:
                one.result()
    database = "postgresql" if site.database_url else "sqlite"
    return outcome_of(site, people.told, killers.deaths, watcher, database=database, seconds=time.monotonic() - began)


def _say(people: People, watcher: Watcher, killers: Killers, over: threading.Event) -> None:
    while not over.wait(SAY_EVERY):
        said = f"{len(killers.deaths.all)} kills, {len(people.told.acknowledged)} acts, "
        print(f"{said}{len(watcher.checkpoints)} checkpoints, {len(watcher.faults)} faults", file=sys.stderr)


def _settle(site: Installation) -> None:
    """Until nothing is left to do. What killed workers held comes back when it expires, which is not waited for."""
    wait_until(lambda: _left(site, "outbox", "ready") == 0, SETTLED_WITHIN, "acts and jobs are done")
    time.sleep(2)  # the last job, and the last checkpoint
    site.ask("let_an_hour_pass")
    wait_until(
        lambda: _left(site, "outbox", "ready", "held", "waiting", "failed", "unsent") == 0,
        SETTLED_WITHIN,
        "jobs of killed workers are done",
    )
    time.sleep(2)


def _left(site: Installation, *kinds: str) -> int:
    found = site.ask("unsettled")
    return sum(found[kind] for kind in kinds)
