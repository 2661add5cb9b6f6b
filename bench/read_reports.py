"""How fast published reports are read, beside the least that any reader must do: decode, split, and fold each word.

    python -m bench.read_reports [--rate 20] [--ratio 120] [--linear 2]

Prints JSON; exits with 1 when fewer reports a second are read than `--rate` on one processor, when reading costs more
than `--ratio` times the least, or when the time for each byte grows by more than `--linear` from 1 to 8 times the size.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable

import django
from lxml import etree

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
TIMES = 15
SIZES = (1, 2, 4, 8)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, default=20, help="least reports a second")
    parser.add_argument("--ratio", type=float, default=120, help="most times the cost of decoding and splitting")
    parser.add_argument("--linear", type=float, default=2, help="most growth of the time for each byte")
    limits = parser.parse_args()
    django.setup()
    measured = {"processors": os.cpu_count(), **_measured()}
    print(json.dumps(measured, indent=2))
    rates = [each["reports_a_second"] for each in measured["reports"].values()]
    ratios = [each["times_the_least"] for each in measured["reports"].values()]
    is_good = min(rates) >= limits.rate and max(ratios) <= limits.ratio and measured["growth"] <= limits.linear
    return 0 if is_good else 1


def _measured() -> dict:
    from parvis.assessments.standards.published_report import read
    from tests.assessments.published import published

    reports = {}
    for kind in ("inception", "end_of_commitment"):
        for as_html in (False, True):
            content = published(kind, style="C", as_html=as_html).content
            spent = _spent(lambda content=content: read(content))
            least = _spent(lambda content=content, as_html=as_html: _least(content, as_html))
            reports[f"{kind} {'html' if as_html else 'text'}"] = {
                "bytes": len(content),
                "milliseconds": round(spent * 1000, 2),
                "reports_a_second": round(1 / spent),
                "times_the_least": round(spent / least, 1),
            }
    each = {size: _spent(lambda size=size: read(_larger(size))) / size for size in SIZES}
    return {"reports": reports, "growth": round(each[SIZES[-1]] / each[SIZES[0]], 2)}


def _spent(do: Callable[[], object]) -> float:
    """Processor seconds of the quickest of several runs."""
    do()
    best = float("inf")
    for _time in range(TIMES):
        before = time.process_time()
        do()
        best = min(best, time.process_time() - before)
    return best


def _least(content: bytes, as_html: bool) -> int:
    if as_html:
        parser = etree.HTMLParser(encoding="utf-8")
        return len("".join(etree.fromstring(content, parser).itertext()).split("\n"))
    return sum(len(line.lower().split()) for line in content.decode().split("\n"))


def _larger(size: int) -> bytes:
    """An inception report whose explanations are `size` times as long."""
    from tests.assessments.published import published

    lines = published("inception", style="C").text.split("\n")
    return "\n".join(line for line in lines for _time in range(size if len(line) > 200 else 1)).encode()


if __name__ == "__main__":
    sys.exit(main())
