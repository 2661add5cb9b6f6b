"""How many pages are copied a minute, beside a plain download of the same bytes, and whether memory grows with them.

    python -m bench.captures [--pages 100 1000] [--rate 60] [--times 80] [--growth 1.2]

A site on this machine serves pages of 20 kB with two style sheets and six images of 10 kB each. Each page is cited by a
command and copied by the worker, in a home and a database of its own: fetch, WARC, WACZ, reading, hash, storage, rows.
The plain download fetches the same addresses in the same run and throws the bytes away. Addresses of this machine need
no politeness, so the pause of a second between requests to one host is not in these figures.

Prints JSON; exits with 1 below `--rate` pages a minute, above `--times` a plain download, or when the memory held after
the larger number of pages is more than `--growth` times that after the smaller.
"""

import argparse
import hashlib
import http.client
import json
import os
import resource
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

STYLES, IMAGES = 2, 6
WORDS = "The ministry will publish five reference datasets before the end of the year and report on them to the public."


class Site(BaseHTTPRequestHandler):
    """Pages that differ in their words, and what they need."""

    def do_GET(self) -> None:
        number = self.path.rpartition("/")[2]
        is_page = self.path.startswith("/page/")
        body = page(number) if is_page else hashlib.sha256(self.path.encode()).digest() * 320
        kind = "text/html; charset=utf-8" if is_page else "text/css" if "style" in self.path else "image/png"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        pass


def needed(number: str) -> list[str]:
    return [f"/style/{number}-{n}" for n in range(STYLES)] + [f"/image/{number}-{n}" for n in range(IMAGES)]


def page(number: str) -> bytes:
    links = "".join(
        f'<link rel="stylesheet" href="{path}">' if "style" in path else f'<img src="{path}" alt="">'
        for path in needed(number)
    )
    words = "".join(f"<p>{WORDS} Paragraph {n} of page {number}.</p>" for n in range(140))
    return f"<!doctype html><html lang=en><title>Page {number}</title><main>{words}{links}</main></html>".encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, nargs=2, default=[100, 1000], help="how many to copy, fewer first")
    parser.add_argument("--rate", type=float, default=60, help="least pages a minute")
    parser.add_argument("--times", type=float, default=80, help="most times a plain download")
    parser.add_argument("--growth", type=float, default=1.2, help="most growth of the memory held")
    limits = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as home:
        site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        threading.Thread(target=site.serve_forever, daemon=True).start()
        measured = in_a_house(Path(home), site.server_address[1], sorted(limits.pages))
        site.shutdown()
    print(json.dumps(measured, indent=2))
    is_good = measured["pages_a_minute"] >= limits.rate and measured["times_a_plain_download"] <= limits.times
    return 0 if is_good and measured["memory_growth"] <= limits.growth else 1


def in_a_house(home: Path, port: int, sizes: list[int]) -> dict:
    os.environ.update(PARVIS_HOME=str(home), PARVIS_MODE="test", DJANGO_SETTINGS_MODULE="parvis.config.settings")
    os.environ.update(PARVIS_FETCH="allowed", PARVIS_FETCH_ALLOW=f"127.0.0.1:{port}")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    copied, seconds, held = 0, 0.0, []
    for size in sizes:
        began = time.perf_counter()
        for number in range(copied, size):
            copy_page(f"http://127.0.0.1:{port}/page/{number}")
        seconds += time.perf_counter() - began
        copied = size
        held.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    plain = downloaded(port, sizes[0]) / sizes[0]
    return {
        "processors": os.cpu_count(),
        "pages": copied,
        "pages_a_minute": round(60 * copied / seconds),
        "milliseconds_a_page": round(1000 * seconds / copied, 1),
        "plain_download_milliseconds_a_page": round(1000 * plain, 1),
        "times_a_plain_download": round(seconds / copied / plain, 1),
        "most_memory_mb": dict(zip(map(str, sizes), held, strict=True)),
        "memory_growth": round(held[-1] / held[0], 2),
    }


def copy_page(url: str) -> None:
    from parvis.evidence import commands, queries
    from parvis.jobs.worker import Worker
    from parvis.kernel.types import PLATFORM

    body = "urn:parvis:member:00000000-0000-4000-8000-000000000001"
    citation = commands.cite(by=PLATFORM, body=body, kind="web_page", url=url)
    Worker("bench").run_all()
    copy = queries.citation(citation.uid).copy
    got = copy.requisites if copy else None
    assert got == STYLES + IMAGES, f"{url} was not copied whole"


def downloaded(port: int, pages: int) -> float:
    """Seconds for the same requests, one connection each as the client makes them."""
    began = time.perf_counter()
    for number in range(pages):
        for path in [f"/page/{number}", *needed(str(number))]:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", path, headers={"Connection": "close"})
            connection.getresponse().read()
            connection.close()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
