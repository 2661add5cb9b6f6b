import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.register import audit

from .installation import Installation, Process, wait_until
from .writers import Writers

BACK_WITHIN = 120


@dataclass
class Outcome:
    seconds: float
    acknowledged: int
    unanswered: int
    unanswered_but_done: int
    server_kills: int
    sequencer_kills: int
    checkpoints_seen: int
    entries: int
    act_p95_seconds: float
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Load:
    """How much of what. Times in seconds; those that people and chance take are drawn anew each time, up to these."""

    acts: int = 200  # to be acknowledged, at least
    writers: int = 4
    rest: float = 1.0  # of a writer between two acts
    kills: int = 30  # of the server, and as many of the sequencer
    work: float = 3.0  # of a process that is back, before it is killed again
    seed: int = 0


def kill_acts(home: Path, load: Load, *, database_url: str = "") -> Outcome:
    """Write acts and kill, until there has been enough of both."""
    site, over = Installation(home, database_url), threading.Event()
    people = Writers(site.port, **site.prepare(), load=load, over=over)
    watcher, began = Watcher(site.folder), time.monotonic()
    targets = [(site.server, site.is_answering), (site.worker, site.is_sequencing)]
    try:
        for process, _is_back in targets:
            process.start()
        with ThreadPoolExecutor() as pool:
            watching, writing = pool.submit(watcher.run), people.start(pool)
            killing = [
                pool.submit(_kill, process, is_back, load, random.Random(load.seed + number), over)
                for number, (process, is_back) in enumerate(targets)
            ]
            try:
                for killer in killing:
                    killer.result()
                people.had_enough.set()
                for writer in writing:
                    writer.result()
                wait_until(lambda: site.waiting() == 0, BACK_WITHIN, "the outbox is empty")
                time.sleep(2)  # the last checkpoint
            finally:
                over.set()
                watcher.over.set()
            watching.result()
    finally:
        for process, _is_back in targets:
            process.stop()
    return _outcome(site, people, watcher, time.monotonic() - began)


def _kill(process: Process, is_back, load: Load, chance: random.Random, over: threading.Event) -> None:
    """Once it is back, let it work for a random time, possibly none."""
    for _number in range(load.kills):
        wait_until(lambda: is_back() or over.is_set(), BACK_WITHIN, f"{process.arguments[0]} is back")
        if over.wait(chance.uniform(0, load.work)):
            return
        process.kill()


class Watcher:
    """Someone who reads the log all the time and believes nothing: each checkpoint whole, each a continuation."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.over = folder, threading.Event()
        self.faults: list[str] = []
        self.acts: list[str] = []
        self.checkpoints = 0

    def run(self) -> None:
        seen = None
        while not self.over.wait(0.05):
            path = self.folder / "checkpoint"
            if not path.exists() or (text := path.read_bytes()) == seen:
                continue
            seen, self.checkpoints = text, self.checkpoints + 1
            self._check()

    def _check(self) -> None:
        try:
            acts = audit.read(self.folder).acts
        except (AssertionError, OSError) as fault:
            self.faults.append(f"a checkpoint is not whole: {fault}")
            return
        if acts[: len(self.acts)] != self.acts:
            self.faults.append(f"the log of {len(acts)} does not begin with the log of {len(self.acts)}")
        self.acts = acts


def _outcome(site: Installation, people: Writers, watcher: Watcher, seconds: float) -> Outcome:
    log, stored = audit.read(site.folder).acts, site.stored()
    faults = [
        *watcher.faults,
        *(f"acknowledged but not stored: {words}" for words in people.acknowledged if words not in stored),
        *(f"{words}: {len(acts)} acts" for words, acts in stored.items() if len(acts) != 1),
        *(f"{words}: {log.count(act)} times in the log" for words, (act, *_) in stored.items() if log.count(act) != 1),
    ]
    if len(log) != len(set(log)):
        faults.append("the log holds an act twice")
    return Outcome(
        seconds=round(seconds, 1),
        acknowledged=len(people.acknowledged),
        unanswered=len(people.unknown),
        unanswered_but_done=sum(words in stored for words in people.unknown),
        server_kills=site.server.kills,
        sequencer_kills=site.worker.kills,
        checkpoints_seen=watcher.checkpoints,
        entries=len(log),
        act_p95_seconds=round(sorted(people.seconds)[int(len(people.seconds) * 0.95)], 2),
        faults=faults,
    )
