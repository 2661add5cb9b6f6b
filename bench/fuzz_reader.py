"""Damaged reports read for minutes: each gives a report or a refusal, without an address, in bounded time.

    python -m bench.fuzz_reader --minutes 10

Prints how many were tried and the slowest. A file that fails is kept with temporary files and ends the run with 1.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import astuple
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
SLOWEST = 2.0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    django.setup()
    from tests.assessments.published_damage import damaged

    until = time.monotonic() + given.minutes * 60
    tried = {"report": 0, "refused": 0}
    slowest, seed = 0.0, given.seed
    while time.monotonic() < until:
        content = damaged(Random(seed))
        try:
            outcome, seconds = _read(content)
        except Exception as failure:  # whatever it is, it is what the fuzzer looks for
            kept = Path(tempfile.gettempdir(), f"fuzz-{seed}.bin")
            kept.write_bytes(content)
            print(f"seed {seed}: {failure!r}; the file is {kept}")
            return 1
        tried[outcome] += 1
        slowest = max(slowest, seconds)
        seed += 1
    print(f"{sum(tried.values())} files: {tried['report']} read, {tried['refused']} refused; slowest {slowest:.3f} s")
    return 0


def _read(content: bytes) -> tuple[str, float]:
    from parvis.assessments.errors import NotAReport
    from parvis.assessments.standards.published_report import read, without_addresses

    before = time.process_time()
    try:
        report = read(content)
    except NotAReport:
        outcome = "refused"
    else:
        outcome = "report"
        assert "@b.example" not in str(astuple(report)), "an address was kept"
    seconds = time.process_time() - before
    assert seconds < SLOWEST, f"it took {seconds:.1f} s"
    assert len(without_addresses(content)) <= len(content)
    return outcome, seconds


if __name__ == "__main__":
    sys.exit(main())
