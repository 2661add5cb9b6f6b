"""Jobs for tests: module-level, as jobs must be."""

import time
from datetime import timedelta
from pathlib import Path

from parvis.jobs.tasks import job


@job()
def append(path: str, line: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


@job(priority=-1)
def append_last(path: str, line: str) -> None:
    """What may wait for everything else."""
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


@job(tries=2)
def fail(word: str) -> None:
    raise ValueError(word)


@job(lease=timedelta(seconds=30), tries=3)
def linger_once(path: str) -> None:
    """The first try hangs until its worker is killed; the second is done at once."""
    mark = Path(path)
    if mark.exists():
        mark.write_text("done")
    else:
        mark.write_text("begun")
        time.sleep(60)
