"""OGP's commitment data at two sizes: entering it, and the pages that look through it.

    python -m bench.commitments [--rows 2500 250000] [--seconds 5] [--readers 1] [--workers 2] [--text-length 2660]
    python -m bench.commitments --rows 2500 25000 --times 10    # 250,000 by copying what has entered
    python -m bench.commitments --keep FOLDER     # what has entered stays there, and the next run measures pages only

Rows are generated in OGP's layout of 171 columns. On SQLite, or where DATABASE_URL names one, on PostgreSQL (in
databases of its own). Writes bench/results/commitments-<database>.json; exits with 1 when a page takes more than 8
queries, when its 95th percentile is 200 ms or more at the larger size, or more than 3 times that at the smaller one,
when rows enter less than half as fast at the larger size, or when the import needs more than 1.5 times the memory.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import psycopg

from bench.commitments.importing import Imported, generate
from bench.commitments.importing import measure as measure_import
from bench.pages.load import read
from tests.journeys import house as houses
from tools.house import ROOT

MOST_QUERIES, MOST_MS, MOST_TIMES, SLOWEST, MOST_MEMORY = 8, 200, 3, 0.5, 1.5
COLUMNS = ("rows", "page", "queries", "p50_ms", "p95_ms", "cpu_ms", "per_second")
DATABASE = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"


def main() -> int:
    asked = _asked()
    imports, pages = [], []
    with contextlib.ExitStack() as stack:
        folder = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory("parvis-bench-", dir=asked.folder)))
        for rows in asked.rows:
            imported, measured = measure(rows, folder, asked)
            imports.append(imported)
            pages += measured
            show(imported, measured)
        if asked.times > 1:
            measured = measure_copies(asked.rows[-1], folder, asked)
            pages += measured
            show(imported, measured)
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    told = {"database": DATABASE, "processors": os.cpu_count(), "readers": asked.readers, "workers": asked.workers}
    told |= {"imports": [asdict(one) for one in imports], "pages": pages}
    (results / f"commitments-{DATABASE}.json").write_text(json.dumps(told, indent=2) + "\n")
    faults = [*wrong_imports(imports), *wrong_pages(pages)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return int(bool(faults))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[2500, 250_000], help="sizes, the smaller first")
    parser.add_argument("--seconds", type=float, default=5, help="for each page")
    parser.add_argument(
        "--readers", type=int, default=1, help="two may meet in one worker: then it is a queue that is measured"
    )
    parser.add_argument("--workers", type=int, default=2, help="of the server")
    parser.add_argument("--text-length", type=int, default=2660, help="characters of a text, the median")
    parser.add_argument(
        "--times", type=int, default=1, help="then copy the larger size so often, and measure its pages"
    )
    parser.add_argument("--keep", type=Path, help="keep the houses in this folder, and measure those that are there")
    parser.add_argument("--folder", type=Path, help="where there is room for the file and the databases")
    return parser.parse_args()


def measure(rows: int, folder: Path, asked: argparse.Namespace) -> tuple[Imported, list[dict]]:
    house, imported = _kept(folder, rows) or _entered(folder, rows, asked)
    try:
        return imported, _pages(house, rows, asked)
    finally:
        house.stop() if asked.keep or asked.times > 1 else house.close()


def measure_copies(rows: int, folder: Path, asked: argparse.Namespace) -> list[dict]:
    """Of the same house, with its commitments copied. It is of no use for an import afterwards, and so not kept."""
    kept = _kept(folder, rows)
    if kept is None:
        raise SystemExit(f"no house of {rows} rows was kept")
    house, _imported = kept
    try:
        copies = [sys.executable, "-m", "bench.commitments.copies", str(asked.times - 1)]
        subprocess.run(copies, env=house.environment, cwd=ROOT, check=True)
        _settle(house)
        return _pages(house, rows * asked.times, asked)
    finally:
        house.close()


def _pages(house: houses.House, rows: int, asked: argparse.Namespace) -> list[dict]:
    counted = subprocess.run(
        [sys.executable, "-m", "bench.commitments.asked"],
        env=house.environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    house.start("serve", "--port", str(house.port), "--workers", str(asked.workers))
    house.wait_until_it_answers()
    return [_page(house, rows, name, page, asked) for name, page in json.loads(counted.stdout).items()]


def _entered(folder: Path, rows: int, asked: argparse.Namespace) -> tuple[houses.House, Imported]:
    house = houses.prepared(folder / f"house-{rows}")
    path = folder / f"{rows}.csv"
    generate(path, rows, asked.text_length)
    imported = measure_import(house, path, rows)
    path.unlink()
    _settle(house)
    if asked.keep or asked.times > 1:
        said = {"database": house.database, "imported": asdict(imported)}
        (folder / f"{DATABASE}-{rows}.json").write_text(json.dumps(said))
    return house, imported


def _kept(folder: Path, rows: int) -> tuple[houses.House, Imported] | None:
    said = folder / f"{DATABASE}-{rows}.json"
    if not said.exists():
        return None
    known = json.loads(said.read_text())
    house = houses.House(folder / f"house-{rows}", known["database"], houses.free_port())
    house.parvis("migrate")
    return house, Imported(**known["imported"])


def _settle(house: houses.House) -> None:
    """What autovacuum does within minutes of an import, done now."""
    if house.database:
        with psycopg.connect(house.database, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")


def _page(house: houses.House, rows: int, name: str, page: dict, asked: argparse.Namespace) -> dict:
    url, server = house.url + page["address"], house.processes["serve"].pid
    read(url, server=server, seconds=1, readers=asked.readers)
    run = read(url, server=server, seconds=asked.seconds, readers=asked.readers)
    return {
        "rows": rows,
        "page": name,
        "queries": page["queries"],
        "p50_ms": round(run.percentile_ms(50), 1),
        "p95_ms": round(run.percentile_ms(95), 1),
        "cpu_ms": round(run.cpu_ms, 1),
        "per_second": round(run.per_second, 1),
    }


def show(imported: Imported, pages: list[dict]) -> None:
    print(
        f"{DATABASE}, {os.cpu_count()} processors: {imported.rows} rows in {imported.seconds:.1f} s "
        f"({imported.per_second:.0f} a second, {imported.times_the_floor:.1f} times reading and storing them bare), "
        f"{imported.peak_mb:.0f} MB at most"
    )
    print("".join(f"{name:>20}" for name in COLUMNS))
    for row in pages:
        print("".join(f"{row[name]:>20}" for name in COLUMNS), flush=True)


def wrong_imports(imports: list[Imported]) -> list[str]:
    first, last = imports[0], imports[-1]
    found = []
    if last.per_second < SLOWEST * first.per_second:
        found.append(f"{last.per_second:.0f} rows a second of {last.rows}, {first.per_second:.0f} of {first.rows}")
    if last.peak_mb > MOST_MEMORY * first.peak_mb:
        found.append(f"{last.peak_mb:.0f} MB for {last.rows} rows, {first.peak_mb:.0f} MB for {first.rows}")
    return found


def wrong_pages(pages: list[dict]) -> list[str]:
    small = {row["page"]: row for row in pages if row["rows"] == pages[0]["rows"]}
    found = []
    for row in pages:
        what = f"{row['page']} at {row['rows']} rows: {row['queries']} queries, {row['p95_ms']} ms"
        times = row["p95_ms"] / small[row["page"]]["p95_ms"]
        is_slow = row["p95_ms"] >= MOST_MS or times > MOST_TIMES
        if row["queries"] > MOST_QUERIES or (row["page"] != "bare" and is_slow):
            found.append(f"{what} ({times:.1f} times)")
    return found


if __name__ == "__main__":
    sys.exit(main())
