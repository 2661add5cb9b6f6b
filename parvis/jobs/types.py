from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

LONGEST_WAIT = 3600

Troubles = Callable[[], Iterable[str]]

_watched: dict[str, Troubles] = {}


@dataclass(frozen=True)
class Terms:
    """How often a job is tried, and how long one try may take before another worker takes the job over."""

    tries: int = 8
    lease: timedelta = timedelta(minutes=5)

    def wait_after(self, attempt: int) -> timedelta:
        """10 s, 30 s, 90 s … and at most an hour: eight tries are spread over some two hours."""
        return timedelta(seconds=min(10 * 3 ** (attempt - 1), LONGEST_WAIT))


@dataclass(frozen=True)
class Periodic:
    """A job that runs again and again. `name` is the path of its function."""

    name: str
    task: Any
    interval: timedelta


def watch(name: str, troubles: Troubles) -> None:
    """Let `parvis jobs` ask a room what goes wrong in its own work behind the pages: a sentence for each trouble."""
    _watched[name] = troubles


def troubles() -> list[str]:
    return [trouble for name in sorted(_watched) for trouble in _watched[name]()]
