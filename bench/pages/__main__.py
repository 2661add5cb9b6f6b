"""Requests a second, latency, processor time and queries of the public pages, on granian as `parvis serve` starts it.

    python -m bench.pages [--plans 1 2000] [--seconds 5] [--readers 8] [--workers 2]

On SQLite, or where DATABASE_URL names one, on PostgreSQL (in databases of its own). Writes bench/results/pages.json;
exits with 1 when a page takes more than 8 queries, or more with many plans than with one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.pages.load import read
from tests.journeys import house as houses
from tools.house import ROOT

MOST_QUERIES = 8
COLUMNS = ("plans", "page", "queries", "per_second", "p50_ms", "p95_ms", "cpu_ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, nargs="+", default=[1, 2000])
    parser.add_argument("--seconds", type=float, default=5, help="for each page")
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2, help="of the server")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        rows = [row for count in asked.plans for row in measure(count, Path(folder) / str(count), asked)]
    show(rows, asked)
    return int(too_many_queries(rows))


def measure(count: int, home: Path, asked: argparse.Namespace) -> list[dict]:
    house = houses.prepared(home)
    try:
        filled = subprocess.run(
            [sys.executable, "-m", "bench.pages.plans", str(count)],
            env=house.environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        house.start("serve", "--port", str(house.port), "--workers", str(asked.workers))
        house.wait_until_it_answers()
        server = house.processes["serve"].pid
        rows = []
        for name, page in json.loads(filled.stdout).items():
            url = house.url + page["address"]
            read(url, server=server, seconds=1, readers=asked.readers)
            run = read(url, server=server, seconds=asked.seconds, readers=asked.readers)
            rows.append(
                {
                    "plans": count,
                    "page": name,
                    "queries": page["queries"],
                    "per_second": round(run.per_second),
                    "p50_ms": round(run.percentile_ms(50), 1),
                    "p95_ms": round(run.percentile_ms(95), 1),
                    "cpu_ms": round(run.cpu_ms, 2),
                }
            )
        return rows
    finally:
        house.close()


def show(rows: list[dict], asked: argparse.Namespace) -> None:
    database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    print(f"{database}, {os.cpu_count()} processors, {asked.workers} workers, {asked.readers} readers")
    print("".join(f"{name:>13}" for name in COLUMNS))
    for row in rows:
        print("".join(f"{row[name]:>13}" for name in COLUMNS))
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    measured = {"database": database, "processors": os.cpu_count(), **vars(asked), "pages": rows}
    (results / "pages.json").write_text(json.dumps(measured, indent=2) + "\n")


def too_many_queries(rows: list[dict]) -> bool:
    fewest: dict[str, int] = {}
    wrong = False
    for row in rows:
        grown = row["queries"] > fewest.setdefault(row["page"], row["queries"])
        if row["queries"] > MOST_QUERIES or grown:
            print(f"{row['page']} with {row['plans']} plans takes {row['queries']} queries", file=sys.stderr)
            wrong = True
    return wrong


if __name__ == "__main__":
    sys.exit(main())
