"""What the witness remembers: of each log, the last checkpoint that it cosigned. On disk before anyone hears of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..notes import State
from ..tree import EMPTY_ROOT

_TABLE = "CREATE TABLE IF NOT EXISTS log (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL) STRICT"


class Memory:
    """One file, which several threads and processes may use. Each use opens it anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.execute(_TABLE)

    @contextmanager
    def held(self) -> Iterator[sqlite3.Connection]:
        """Nobody else reads before writing meanwhile. What was written is on the disk when this ends, or is undone."""
        with self._opened() as file:
            file.execute("BEGIN IMMEDIATE")
            try:
                yield file
            except BaseException:
                file.execute("ROLLBACK")
                raise
            file.execute("COMMIT")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as file:
            # FULL: fsync at each commit. NORMAL would let a power cut take back what was signed.
            file.execute("PRAGMA synchronous = FULL")
            yield file


def latest(file: sqlite3.Connection, origin: str) -> State:
    """Of a log never seen, the empty one."""
    row = file.execute("SELECT size, root FROM log WHERE origin = ?", [origin]).fetchone()
    return State(origin, *row) if row else State(origin, 0, EMPTY_ROOT)


def remember(file: sqlite3.Connection, state: State) -> None:
    file.execute("INSERT OR REPLACE INTO log VALUES (?, ?, ?)", [state.origin, state.size, state.root])
