"""Acts a second with and without the register, and how soon an act is published. On PostgreSQL.

    DATABASE_URL=postgres://… python -m bench.register_throughput [--clients 32] [--seconds 4] [--rounds 6] [--acts …]

One run, three designs in turn, in a database of its own: the same acts without the register; with it (the outbox, and
`sequencer.run` beside the clients, as in `parvis work`); and with the head of the log locked in each act. Round by
round, each design first, second and third in turn, so that a machine that slows down slows all of them.
An act is a comment sent in (`contributions.submit_contribution`: a permission, limits, a row, a tally), each client on
a text of its own; or, with `--acts inserts`, the bare row, which no act of Parvis is: the most that the register can
weigh. Exit code 1 when either is more than 1.5 times slower with the register than without, or the 95th percentile from
an act's commit to the checkpoint over it is 2 s or more.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from statistics import mean, median, quantiles

from tests.journeys import house
from tools.house import ROOT

DESIGNS = {
    "without": "the same acts without the register",
    "outbox": "with the register (outbox and sequencer)",
    "locked": "with the head of the log locked in each act",
}
MOST_TIMES, MOST_SECONDS = 1.5, 2.0
WARM_UP = 1.0
READY_WITHIN = 120


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--processes", type=int, default=4, help="that the clients are threads of")
    parser.add_argument("--seconds", type=float, default=4, help="for each design, in each round")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--acts", choices=["comments", "inserts"], default="comments")
    asked = parser.parse_args()
    if not os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        print("register_throughput: not measured, for DATABASE_URL names no PostgreSQL")
        return 0
    address = house.create()
    try:
        with tempfile.TemporaryDirectory(prefix="parvis-throughput-") as folder:
            designs = {design: Run(design, asked, Path(folder), address) for design in DESIGNS}
            designs["without"].migrate()
            for number in range(asked.rounds):
                for place in range(len(DESIGNS)):
                    list(designs.values())[(number + place) % len(DESIGNS)].measure()
            runs = {design: run.told() for design, run in designs.items()}
    finally:
        house.drop(address)
    return show(runs, asked)


class Run:
    """One design: clients, and beside them what the design needs."""

    def __init__(self, design: str, asked: argparse.Namespace, home: Path, address: str) -> None:
        self.design, self.asked, self.home = design, asked, home
        self.checkpoint = home / "register" / "checkpoint"
        self.per_second: list[float] = []
        self.waits: list[float] = []
        self.acts, self.cpu = 0, 0.0
        self.environment = {
            **os.environ,
            "DATABASE_URL": address,
            "PARVIS_HOME": str(home),
            "PARVIS_MODE": "demonstration",
            "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        }

    def migrate(self) -> None:
        self._run("-m", "parvis", "migrate", "--verbosity", "0")

    def told(self) -> dict:
        told = {"per_second": mean(self.per_second), "rounds": self.per_second, "cpu_ms": 1000 * self.cpu / self.acts}
        if not self.waits:
            return told
        return told | {"p50": median(self.waits), "p95": quantiles(self.waits, n=20)[-1], "most": max(self.waits)}

    def measure(self) -> None:
        """One round."""
        sequencer = self._start("sequencer") if self.design == "outbox" else None
        watcher = Watcher(self.checkpoint)
        clients = [self._start("client", self.design, self.asked.acts, str(count)) for count in self._threads()]
        try:
            for client in clients:
                client.stdout.readline()  # it has made its subjects and people
            begin, before = time.time() + 0.5, _cpu_of(sequencer.pid) if sequencer else 0.0
            watcher.start()
            told = self._of_clients(clients, begin)
            done, cpu = [act for one in told for act in one["acts"]], sum(one["cpu"] for one in told)
            cpu += _cpu_of(sequencer.pid) - before if sequencer else 0.0
            if sequencer is not None:
                self._wait_until_published()
        finally:
            watcher.over.set()
            for process in (*clients, *([sequencer] if sequencer else [])):
                process.terminate()
                process.wait(30)
        counted = [(act, at) for act, at in done if at >= begin + WARM_UP]
        self.per_second.append(len(counted) / self.asked.seconds)
        self.acts, self.cpu = self.acts + len(done), self.cpu + cpu
        if sequencer is not None:
            self.waits += self._waits(counted, watcher)

    def _threads(self) -> list[int]:
        processes = min(self.asked.processes, self.asked.clients)
        return [len(range(number, self.asked.clients, processes)) for number in range(processes)]

    def _of_clients(self, clients: list[subprocess.Popen], begin: float) -> list[dict]:
        """What each client did: the ids of acts and when each had been committed, and the processor time of all."""
        for client in clients:
            client.stdin.write(f"{begin} {begin + WARM_UP + self.asked.seconds}\n")
            client.stdin.flush()
        return [json.loads(client.stdout.readline()) for client in clients]

    def _wait_until_published(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while json.loads(self._run("-m", "bench.register_throughput", "waiting")):
            if time.monotonic() > deadline:
                raise TimeoutError("the acts were not all published")
            time.sleep(0.2)
        time.sleep(0.2)

    def _waits(self, counted: list, watcher: "Watcher") -> list[float]:
        """Of each act, from its commit to the checkpoint that covers it."""
        places = json.loads(self._run("-m", "bench.register_throughput", "places"))
        seen, waits = iter(watcher.seen), []
        size, shown_at = 0, 0.0
        for place, at in sorted((places[act], at) for act, at in counted):
            while size <= place:
                shown_at, size = next(seen)
            waits.append(max(0.0, shown_at - at))
        return waits

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, text=True, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def _start(self, *role: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "bench.register_throughput", *role],
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )


class Watcher(threading.Thread):
    """When which size of the log became visible, to a hundredth of a second."""

    def __init__(self, checkpoint: Path) -> None:
        super().__init__(daemon=True)
        self.checkpoint, self.over = checkpoint, threading.Event()
        self.seen: list[tuple[float, int]] = []

    def run(self) -> None:
        while not self.over.wait(0.01):
            if self.checkpoint.exists():
                size = int(self.checkpoint.read_text().split("\n")[1])
                if not self.seen or size > self.seen[-1][1]:
                    self.seen.append((time.time(), size))


def _cpu_of(pid: int) -> float:
    """Seconds that a process has computed (Linux)."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def show(runs: dict[str, dict], asked: argparse.Namespace) -> int:
    long = f"{asked.rounds} times {asked.seconds:g} s each"
    print(f"PostgreSQL, {os.cpu_count()} processors, {asked.clients} clients, {asked.acts}, {long}")
    base, with_register = runs["without"]["per_second"], runs["outbox"]
    for design, run in runs.items():
        times = base / run["per_second"] if run["per_second"] else float("inf")
        cost = f"{run['cpu_ms']:6.2f} ms of processor time an act"
        print(f"{run['per_second']:>9,.0f} acts a second, {times:5.2f} times slower, {cost}: {DESIGNS[design]}")
    pairs = zip(runs["without"]["rounds"], with_register["rounds"], strict=True)
    each = ", ".join(f"{without / with_it:.2f}" for without, with_it in pairs)
    print(f"times slower with the register, round by round: {each}")
    print(
        "(processor time of clients and sequencer, not of PostgreSQL: what other load on the machine does not change)"
    )
    print("act to published checkpoint: {p50:.2f} s median, {p95:.2f} s p95, {most:.2f} s most".format(**with_register))
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    measured = {"processors": os.cpu_count(), **vars(asked), "runs": runs}
    (results / f"register_throughput-{asked.acts}.json").write_text(json.dumps(measured, indent=2) + "\n")
    return int(base / with_register["per_second"] > MOST_TIMES or with_register["p95"] >= MOST_SECONDS)


# In processes of their own


def client(design: str, acts: str, threads: str) -> None:
    """So many people, each acting on a text of its own from the moment that is read until the other."""
    from parvis.contributions import commands
    from parvis.register import commands as register

    commands.AT_MOST = ()
    register.record = _recording(design, register.record)
    people = [_someone() for _ in range(int(threads))]
    act = {"comments": _comment, "inserts": _insert}[acts]
    print("ready", flush=True)
    begin, end = map(float, sys.stdin.readline().split())
    done: list[tuple[str, float]] = []
    running = [threading.Thread(target=_act, args=(act, *one, begin, end, done)) for one in people]
    before = time.process_time()
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    print(json.dumps({"acts": done, "cpu": time.process_time() - before}), flush=True)


def _someone() -> tuple:
    """A text that is open for comment, and who comments on it."""
    from tests.accounts.factories import MemberFactory, PersonFactory
    from tests.contributions.factories import leaf

    name = uuid.uuid4().hex
    return leaf(MemberFactory(slug=name)), PersonFactory(email=f"{name}@example.org")


def _act(act, subject, person, begin: float, end: float, done: list) -> None:
    from django.db import connection

    connection.ensure_connection()
    time.sleep(max(0.0, begin - time.time()))
    while time.time() < end:
        _recorded.last = ""
        act(subject, person)
        done.append((_recorded.last, time.time()))
    connection.close()


_recorded = threading.local()


def _comment(subject, person) -> None:
    from parvis.contributions import commands

    commands.submit_contribution(subject, by=person, text=f"I say {uuid.uuid4()}", language="en")


def _insert(subject, person) -> None:
    """The bare row, in a transaction with its line."""
    from django.db import transaction

    from parvis.contributions.events import ContributionSubmitted
    from parvis.contributions.models import Contribution
    from parvis.kernel.clock import now
    from parvis.register import commands as register

    with transaction.atomic():
        row = Contribution(
            subject=subject.urn, body=subject.body, author=person, text="I say", language="en", submitted_at=now()
        )
        row.save(force_insert=True)
        event = ContributionSubmitted(row.urn, subject.body, subject=subject.urn, language="en")
        register.record(event, by=person)


def _recording(design: str, in_outbox):
    """In place of `register.record`; what the act was is noted, to be looked for in the log."""
    record = {"without": lambda event, **_: None, "outbox": in_outbox, "locked": _record_at_the_head}[design]

    def noting(event, **by):
        line = record(event, **by)
        _recorded.last = str(line.act) if line else ""
        return line

    return noting


def _record_at_the_head(event, *, by, commitments=None):
    """Place the act in its own transaction: whoever acts waits until the act before has been committed."""
    from parvis.register.lines import line
    from parvis.register.models import Head
    from parvis.register.placing import keep, move, placed
    from parvis.register.stored import frontier_of

    recorded = line(event, by=by, commitments=commitments)
    head = Head.objects.select_for_update().get(pk=Head.THE_ONE)
    tree = frontier_of(head)
    entries, subtrees = placed([recorded], tree)
    move(head, tree)
    keep(entries, subtrees)
    return recorded


def sequencer() -> None:
    import signal

    from parvis.register import sequencer

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    sequencer.run(stop)


def waiting() -> None:
    from parvis.register import queries

    print(queries.waiting().acts)


def places() -> None:
    """Act → its place in the log."""
    from parvis.register.models import Entry

    print(json.dumps({str(act): index for act, index in Entry.objects.values_list("act", "index").iterator()}))


if __name__ == "__main__":
    roles = {"client": client, "sequencer": sequencer, "waiting": waiting, "places": places}
    if sys.argv[1:] and sys.argv[1] in roles:
        import django

        django.setup()
        roles[sys.argv[1]](*sys.argv[2:])
    else:
        sys.exit(main())
