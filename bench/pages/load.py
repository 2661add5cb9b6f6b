"""A closed loop of readers, and the processor time that a server takes to answer them."""

import http.client
import os
import statistics
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Run:
    seconds: float
    cpu_seconds: float
    latencies: list[float] = field(repr=False)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Of the server and its children, for each request: steadier than requests a second on a busy machine."""
        return 1000 * self.cpu_seconds / len(self.latencies)

    def percentile_ms(self, hundredth: int) -> float:
        return 1000 * statistics.quantiles(self.latencies, n=100)[hundredth - 1]


def read(url: str, *, server: int, seconds: float, readers: int) -> Run:
    """Ask for one page again and again, each reader waiting for its answer. `server` is the server's process id."""
    latencies: list[float] = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=_reader, args=(url, until, latencies)) for _number in range(readers)]
    cpu, began = cpu_of(server), time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(latencies) < 2:
        raise SystemExit(f"{url} was not answered")
    return Run(time.monotonic() - began, cpu_of(server) - cpu, latencies)


def _reader(url: str, until: float, latencies: list[float]) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    asked = 0
    while time.monotonic() < until or asked < 2:  # a page may take longer than there is time
        began = time.monotonic()
        connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{url} answers {answer.status}")
        latencies.append(time.monotonic() - began)
        asked += 1
    connection.close()


def cpu_of(process: int) -> float:
    """Seconds of processor time that a process and its living descendants have taken."""
    parents, taken = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
        taken[int(stat.parent.name)] = (int(fields[11]) + int(fields[12])) / TICK
    family = {process}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return sum(taken.get(member, 0.0) for member in family)
