import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.register import audit

from .installation import Installation, Process, wait_until
from .writers import Writers


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


def kill_acts(
    home: Path, *, acts: int, writers: int, pause: float, rest: float, database_url: str = "", seed: int = 0
) -> Outcome:
    """Write `acts` acts while killing.

    `pause` is the longest that a process is left to work before it is killed, `rest` the longest that a writer waits
    before the next act, both in seconds.
    """
    site = Installation(home, database_url)
    people = Writers(site.port, **site.prepare(), acts=acts, writers=writers, rest=rest)
    watcher, began, over = Watcher(site.folder), time.monotonic(), threading.Event()
    site.worker.start()
    site.server.start()
    try:
        wait_until(site.is_answering, 60, "the server answers")
        people.start()
        killers = [
            threading.Thread(target=_kill, args=[process, ready, pause, random.Random(seed + number), over])
            for number, (process, ready) in enumerate(
                [(site.server, site.is_answering), (site.worker, site.is_sequencing)]
            )
        ]
        for thread in (*killers, watcher):
            thread.start()
        wait_until(people.is_done, 60 + 3 * acts, "the writers are done")
        over.set()
        for killer in killers:
            killer.join()
        wait_until(lambda: site.waiting() == 0, 60, "the outbox is empty")
        time.sleep(2)  # the last checkpoint
    finally:
        over.set()
        watcher.over.set()
        site.server.stop()
        site.worker.stop()
    watcher.join()
    if people.failure:
        raise people.failure
    return _outcome(site, people, watcher, time.monotonic() - began)


def _kill(process: Process, is_ready, pause: float, chance: random.Random, over: threading.Event) -> None:
    """Once it works again, let it work for a random time, possibly none."""
    while not over.is_set():
        wait_until(is_ready, 60, f"{process.arguments[0]} is back")
        if over.wait(chance.uniform(0, pause)):
            return
        process.kill()


class Watcher(threading.Thread):
    """Someone who reads the log all the time and believes nothing: each checkpoint whole, each a continuation."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
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
