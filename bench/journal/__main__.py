"""The journal of the register at two lengths: queries and latency of its pages, and the streaming of a selection.

    python -m bench.journal [--entries 10000 1000000] [--seconds 5] [--readers 2] [--workers 2] [--keep FOLDER]

Entries are inserted in bulk, of every kind of act. On SQLite, or where DATABASE_URL names one, on PostgreSQL (in
databases of its own). Each page is read on the shorter register and at once on the longer, so that a machine's moods
fall on both. Writes bench/results/journal-<database>.json; exits with 1 when a page takes more than 8 queries (the
journal 4, and 2 for each kind of thing, however many acts), or when its 95th percentile is more than 3 times that on
the shorter register.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.pages.load import read
from tests.journeys import house as houses
from tools.house import ROOT

MOST_TIMES, MOST_QUERIES = 3, 8
# Of things that acts name: each kind on a page costs a query, or two.
KINDS = 17
OF_ONE_THING = ("history", "entry")
# So many lines of a selection are read, for a rate; the rest would be the same again.
STREAMED = 20_000
COLUMNS = ("entries", "page", "queries", "p50_ms", "p95_ms", "cpu_ms", "per_second")
DATABASE = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"


def main() -> int:
    asked = _asked()
    with contextlib.ExitStack() as stack:
        folder = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="parvis-bench-")))
        registers = [stack.enter_context(served(entries, folder, asked)) for entries in asked.entries]
        rows = [_page(one, name, asked) for name in registers[0].pages for one in registers]
        streams = [{"entries": one.entries, "lines_per_second": round(streamed(one.house))} for one in registers]
    show(rows, streams)
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    told = {"database": DATABASE, "processors": os.cpu_count(), "readers": asked.readers, "workers": asked.workers}
    (results / f"journal-{DATABASE}.json").write_text(
        json.dumps({**told, "pages": rows, "csv": streams}, indent=2) + "\n"
    )
    faults = wrong(rows)
    for fault in faults:
        print(fault, file=sys.stderr)
    return int(bool(faults))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--entries", type=int, nargs="+", default=[10_000, 1_000_000], help="lengths, the shorter first"
    )
    parser.add_argument("--seconds", type=float, default=5, help="for each page")
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2, help="of the server")
    parser.add_argument("--keep", type=Path, help="keep the houses in this folder, and measure those that are there")
    return parser.parse_args()


@dataclass
class Register:
    """One of some length, served; `pages` are the addresses to read, and what each costs in queries."""

    entries: int
    house: houses.House
    pages: dict[str, dict]


@contextlib.contextmanager
def served(entries: int, folder: Path, asked: argparse.Namespace) -> Iterator[Register]:
    house = _kept(folder, entries) or houses.prepared(folder / f"house-{DATABASE}-{entries}")
    try:
        filled = subprocess.run(
            [sys.executable, "-m", "bench.journal.fill", str(entries)],
            env=house.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        if asked.keep:
            (folder / f"{DATABASE}-{entries}.json").write_text(json.dumps({"database": house.database}))
        house.start("serve", "--port", str(house.port), "--workers", str(asked.workers))
        house.wait_until_it_answers()
        yield Register(entries, house, json.loads(filled.stdout))
    finally:
        house.stop() if asked.keep else house.close()


def _kept(folder: Path, entries: int) -> houses.House | None:
    said = folder / f"{DATABASE}-{entries}.json"
    if not said.exists():
        return None
    house = houses.House(
        folder / f"house-{DATABASE}-{entries}", json.loads(said.read_text())["database"], houses.free_port()
    )
    house.parvis("migrate")
    return house


def _page(register: Register, name: str, asked: argparse.Namespace) -> dict:
    page, house = register.pages[name], register.house
    url, server = house.url + page["address"], house.processes["serve"].pid
    read(url, server=server, seconds=1, readers=asked.readers)
    run = read(url, server=server, seconds=asked.seconds, readers=asked.readers)
    return {
        "entries": register.entries,
        "page": name,
        "queries": page["queries"],
        "p50_ms": round(run.percentile_ms(50), 1),
        "p95_ms": round(run.percentile_ms(95), 1),
        "cpu_ms": round(run.cpu_ms, 1),
        "per_second": round(run.per_second, 1),
    }


def streamed(house: houses.House) -> float:
    """Lines a second of the whole journal as CSV."""
    began, lines = time.monotonic(), 0
    with urllib.request.urlopen(f"{house.url}/en/register/journal.csv", timeout=60) as answer:
        for _line in answer:
            lines += 1
            if lines == STREAMED:
                break
    return lines / (time.monotonic() - began)


def show(rows: list[dict], streams: list[dict]) -> None:
    print(f"{DATABASE}, {os.cpu_count()} processors")
    print("".join(f"{name:>20}" for name in COLUMNS))
    for row in rows:
        print("".join(f"{row[name]:>20}" for name in COLUMNS))
    for stream in streams:
        print("CSV of {entries} entries: {lines_per_second} lines a second".format(**stream), flush=True)


def wrong(rows: list[dict]) -> list[str]:
    short = {row["page"]: row for row in rows if row["entries"] == rows[0]["entries"]}
    found = []
    for row in rows:
        before = short[row["page"]]
        times = row["p95_ms"] / before["p95_ms"]
        most = MOST_QUERIES if row["page"].startswith(OF_ONE_THING) else 4 + 2 * KINDS
        if row["queries"] > most or (row["page"] != "bare" and times > MOST_TIMES):
            what = f"{row['page']} at {row['entries']} entries: {row['queries']} queries, {row['p95_ms']} ms"
            found.append(f"{what} ({times:.1f} times)")
    return found


if __name__ == "__main__":
    sys.exit(main())
