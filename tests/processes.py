"""Parvis as other processes, on the database of the test."""

import os
import subprocess
import sys
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
        process.communicate()


def _database() -> str:
    now = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{now['NAME']}"
    who = f"{quote(now['USER'])}:{quote(now['PASSWORD'])}" if now["USER"] else ""
    return f"postgres://{who}@{quote(now['HOST'], safe='')}:{now['PORT'] or 5432}/{now['NAME']}"
