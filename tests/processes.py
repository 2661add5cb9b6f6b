"""Parvis as other processes, on the database of the test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.db import connection


@contextmanager
def parvis(*arguments: str, **environment: str) -> Iterator[subprocess.Popen]:
    """The command line, killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "parvis", *arguments],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": _database(), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=20)  # what it has started and left would hold its output for ever


def told_all_at_once(process: subprocess.Popen, seconds: float) -> int:
    """The exit code after a burst of TERM, as `make`, a process group and a supervisor may send it together."""
    deadline = time.monotonic() + 0.1
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGTERM)
    return process.wait(seconds)


def _database() -> str:
    now = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{now['NAME']}"
    who = f"{quote(now['USER'])}:{quote(now['PASSWORD'])}" if now["USER"] else ""
    return f"postgres://{who}@{quote(now['HOST'], safe='')}:{now['PORT'] or 5432}/{now['NAME']}"
