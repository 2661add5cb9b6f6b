"""What a bibliography of many citations costs: entering them, its pages, and the files to take away.

    python -m bench.bibliography [--citations 100000] [--times 25]

On SQLite, or where DATABASE_URL names one, on PostgreSQL (in a database of its own). A third of the citations name a
source that another names too. Pages are asked of Django itself, without a server between. Writes
bench/results/bibliography.json; exits with 1 when a page takes more than 8 queries.
"""

import argparse
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from tools.house import ROOT

MOST_QUERIES = 8
WORDS = ["open", "data", "budget", "register", "forum", "consultation"]
WORDS += ["minister", "report", "health", "transport", "water", "school"]
PAGES = {
    "first page by title": "?order=title",
    "first page by author": "?order=author",
    "newest first": "?order=published",
    "read last first": "?order=accessed",
    "one kind of five": "?kind=public_document",
    "a state of one in a hundred": "?state=address_lost",
    "words that few have": "?q=rarity",
    "words that nobody has": "?q=zzzzzz",
    "words of one in twelve, by date": "?q=budget&order=published",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--citations", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=25, help="that each page is asked for")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(inside(asked.citations, asked.times)))
        return 0
    from tests.journeys import house as houses

    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        house = houses.prepared(Path(folder) / "house")
        try:
            command = [sys.executable, "-m", "bench.bibliography", "--inside"]
            command += ["--citations", str(asked.citations), "--times", str(asked.times)]
            done = subprocess.run(command, env=house.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        finally:
            house.close()
    found = json.loads(done.stdout)
    show(found)
    return int(any(row["queries"] > MOST_QUERIES for row in found["pages"]))


def inside(count: int, times: int) -> dict[str, Any]:
    """Run in the environment of the house that is measured."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    from django.db import connection

    from parvis.evidence import queries
    from parvis.plans.models import ActionPlan

    plan = ActionPlan.objects.public().select_related("member").first()
    started = time.perf_counter()
    entered = enter(plan, count)
    seconds = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    entries = queries.bibliography(plan.urn).entry_count
    address = f"/en/plans/{plan.slug}/bibliography"
    pages = [asked_for(name, f"{address}/{query}", times) for name, query in PAGES.items()]
    pages.append(asked_for("a page deep down", deep(f"{address}/", 40), times))
    pages.append(asked_for("the member's, first page", f"/en/members/{plan.member.slug}/bibliography/", times))
    files = [taken_away(f"{address}.{extension}") for extension in queries.FORMATS]
    return {
        "database": connection.vendor,
        "processors": len(os.sched_getaffinity(0)),
        "load": os.getloadavg()[0],
        "uses": entered,
        "sources": entries,
        "uses_entered_per_second": round(entered / seconds),
        "pages": pages,
        "files": files,
    }


def enter(plan: Any, count: int) -> int:
    """By the command that acts call, into the bibliographies of a plan and its member."""
    from parvis.evidence import commands
    from parvis.evidence.models import Citation
    from parvis.evidence.types import Use
    from parvis.kernel.types import PLATFORM
    from parvis.plans.models import Commitment

    milestones = [one.urn for one in Commitment.objects.filter(plan=plan)]
    made = citations(plan.member.urn, count)
    entered = 0
    while lot := list(islice(made, 5_000)):
        rows = Citation.objects.bulk_create(lot)
        uses = [Use(row.pk, milestones[n % len(milestones)]) for n, row in enumerate(rows)]
        entered += commands.list_uses([plan.urn, plan.member.urn], uses, by=PLATFORM)
    return entered


def citations(body: str, count: int) -> Iterator[Any]:
    from django.utils.timezone import now

    from parvis.evidence.models import Citation
    from parvis.kernel.dates import PartialDate
    from parvis.kernel.languages import Multilingual

    for n in range(count):
        words = [WORDS[n % 12], WORDS[n // 12 % 12], "rarity" if n % 5_000 == 0 else WORDS[n // 144 % 12]]
        is_lost = n % 100 == 0
        page = n - 1 if n % 3 == 2 else n
        yield Citation(
            body=body,
            kind="public_document" if n % 5 == 1 else "web_page",
            url="" if is_lost else f"https://site-{page % 97}.example.org/page/{page}?utm_source=mail-{n}",
            url_is_lost=is_lost,
            title=Multilingual({"en": f"{' '.join(words)} {n}", "fr": f"Titre {n}"}),
            authors=[f"Author {n * 7919 % 5000}"] if n % 2 else [],
            publisher=f"Publisher {n % 311}",
            published_on=PartialDate(f"20{n % 22:02}-{n % 12 + 1:02}"),
            accessed_on=PartialDate(f"2022-{n % 12 + 1:02}-{n % 28 + 1:02}"),
            recorded_at=now(),
        )


def asked_for(name: str, address: str, times: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as context:
        answer = client.get(address)
    # Now: the next request begins by emptying the list.
    asked = len(context.captured_queries)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    seconds = []
    for _time in range(times):
        started = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - started)
    spread = quantiles(seconds, n=100)
    return {
        "page": name,
        "queries": asked,
        "p50_ms": round(1000 * spread[49], 1),
        "p95_ms": round(1000 * spread[94], 1),
    }


def deep(address: str, pages: int) -> str:
    """The address of a page that many others come before."""
    from django.test import Client

    client, found = Client(headers={"host": "localhost"}), address
    for _page in range(pages):
        following = re.search(r'href="\?([^"]*after=[^"]*)"', client.get(found).content.decode())
        if following is None:
            break
        found = f"{address}?{html.unescape(following[1])}"
    return found


def taken_away(address: str) -> dict[str, Any]:
    from django.test import Client

    started = time.perf_counter()
    size = sum(len(piece) for piece in Client(headers={"host": "localhost"}).get(address).streaming_content)
    seconds = time.perf_counter() - started
    return {"file": address.rpartition(".")[2], "megabytes": round(size / 1e6, 1), "seconds": round(seconds, 1)}


def show(found: dict[str, Any]) -> None:
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    (results / "bibliography.json").write_text(json.dumps(found, indent=2) + "\n")
    print(f"{found['database']}, {found['processors']} processors, load {found['load']:.1f}")
    rate = found["uses_entered_per_second"]
    print(f"{found['uses']:,} uses of {found['sources']:,} sources entered at {rate:,} a second")
    for row in found["pages"]:
        print(f"{row['page']:34} {row['queries']:>2} queries  p50 {row['p50_ms']:>7} ms  p95 {row['p95_ms']:>7} ms")
    for row in found["files"]:
        print(f"{row['file']:34} {row['megabytes']} MB in {row['seconds']} s")


if __name__ == "__main__":
    sys.exit(main())
