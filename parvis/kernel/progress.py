"""How far long work is, told to whoever watches: a bar on a terminal, a row that a page reads. Nobody need watch."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

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


class Bar:
    """A watcher that draws on a terminal; elsewhere silent, so that a log holds no thousand lines."""

    WIDTH = 40

    def __init__(self, stream: Any, labels: Mapping[str, object]) -> None:
        """`labels`: step → how it is called, in words."""
        self.stream, self.labels, self.shown = stream, labels, ("", -1)
        self.is_terminal = hasattr(stream, "isatty") and stream.isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        percent = 100 * done // total if total else 100
        if not self.is_terminal or (step, percent) == self.shown:
            return
        self.shown = (step, percent)
        bar = "#" * (self.WIDTH * percent // 100)
        line = f"\r{self.labels[step]}: [{bar:<{self.WIDTH}}] {percent} %"
        self.stream.write(line, ending="\n" if percent == 100 else "")
        self.stream.flush()
