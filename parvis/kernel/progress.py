"""How far long work is, told to whoever watches: a bar on a terminal, a row that a page reads. Nobody need watch."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Row = TypeVar("Row")
Watcher = Callable[[str, int, int], None]

_watcher: ContextVar[Watcher | None] = ContextVar("progress_watcher", default=None)


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """While this lasts, `watcher(step, done, total)` hears of every row that `counted` lets pass."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def counted(rows: Iterable[Row], *, step: str, total: int) -> Iterator[Row]:
    """The rows themselves. The watcher hears of each one that is done with, and at the end that all are."""
    watcher = _watcher.get()
    if watcher is None:
        yield from rows
        return
    for done, row in enumerate(rows, 1):
        yield row
        watcher(step, done, total)
    watcher(step, total, total)
