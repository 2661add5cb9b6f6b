"""Entering a file: time, memory, and the least that anyone must do with the same file, in the same run."""

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.house import PARVIS, House


@dataclass(frozen=True)
class Imported:
    """`peak_mb` is the most memory of its own that the process held: pages of the database's file, which the system
    lends and takes back, are not counted. `floor_seconds`: read with `csv`, stored in one bare table."""

    rows: int
    seconds: float
    peak_mb: float
    floor_seconds: float

    @property
    def per_second(self) -> float:
        return self.rows / self.seconds

    @property
    def times_the_floor(self) -> float:
        return self.seconds / self.floor_seconds


class Memory(threading.Thread):
    """Looks, until the process has ended, at how much memory it holds that is nobody else's (Linux)."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.status, self.peak_mb = Path(f"/proc/{process}/status"), 0.0

    def run(self) -> None:
        while held := self._held():
            self.peak_mb = max(self.peak_mb, held / 1024)
            time.sleep(0.1)

    def _held(self) -> int:
        try:
            found = re.search(r"^RssAnon:\s+(\d+) kB", self.status.read_text(), re.MULTILINE)
        except OSError:
            return 0
        return int(found[1]) if found else 0


def generate(path: Path, rows: int, text_length: int) -> None:
    """In a process of its own, with the settings of the tests."""
    code = (
        "import sys, django; django.setup()\n"
        "from tests.assessments.commitment_files import generated\n"
        "path, rows, length = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])\n"
        "with open(path, 'wb') as file:\n"
        "    file.writelines(generated('current', rows, text_length=length))\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "parvis.config.settings"}
    subprocess.run([sys.executable, "-c", code, str(path), str(rows), str(text_length)], env=environment, check=True)


def measure(house: House, path: Path, rows: int) -> Imported:
    floor = _floor(path)
    began = time.monotonic()
    with subprocess.Popen(
        [PARVIS, "import-commitments", "--json", str(path)], env=house.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        memory = Memory(process.pid)
        memory.start()
        said = process.stdout.read() if process.stdout else ""
    memory.join()
    seconds = time.monotonic() - began
    if process.returncode not in (0, 1) or json.loads(said)["rows"] != rows:
        raise SystemExit(f"import-commitments ended with {process.returncode}: {said[:500]}")
    return Imported(rows, seconds, memory.peak_mb, floor)


def _floor(path: Path) -> float:
    """Seconds to read every cell and to put every row into a table of one text column, in one transaction."""
    csv.field_size_limit(10_000_000)
    target = path.with_suffix(".floor.sqlite3")
    began = time.monotonic()
    with sqlite3.connect(target) as database:
        database.execute("CREATE TABLE floor (cells TEXT)")
        database.executemany("INSERT INTO floor VALUES (?)", _rows(path))
    seconds = time.monotonic() - began
    target.unlink()
    return seconds


def _rows(path: Path) -> Iterator[tuple[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            yield (json.dumps(row),)
