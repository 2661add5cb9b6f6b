import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import psycopg

from .processes import ROOT, Process, wait_until

__all__ = ["Installation", "Process", "wait_until"]

NOT_INHERITED = ("PARVIS_", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
ADVISORY_LOCK = 0x50615276  # as in parvis.register.sequencer, which can only be imported inside
HOLDER = """SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND l.objid = %s AND a.datname = current_database()
    AND l.database = a.datid"""


class Installation:
    """A Parvis of its own: its home, its database, its server and its two workers, of which one sequences."""

    def __init__(self, home: Path, database_url: str = "") -> None:
        self.home, self.database_url, self.port = home, database_url, _free_port()
        self.folder = home / "register"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)},
            "PYTHONPYCACHEPREFIX": str(home / "compiled"),  # starting again is what this run does most
            "PARVIS_HOME": str(home),
            "PARVIS_MODE": "demonstration",
            "PARVIS_ORIGIN": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        self.server = Process(self, "serve", "--port", str(self.port), "--workers", "2")
        self.workers = [Process(self, "work", name=f"work-{letter}") for letter in "ab"]
        self._connection: psycopg.Connection | None = None
        self._asking = threading.Lock()  # two who find no connection would make two, and one be lost

    @property
    def processes(self) -> list[Process]:
        return [self.server, *self.workers]

    def prepare(self, writers: int) -> list[dict]:
        """Migrate, and make people who are signed in, with what each may act on."""
        self.run("-m", "parvis", "migrate", "--verbosity", "0")
        return self.ask("prepare", str(writers))

    def ask(self, *question: str):
        """See `inside`."""
        return json.loads(self.run("-m", "bench.kill_acts.inside", *question))

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, text=True, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def is_answering(self) -> bool:
        """The port alone is open long before a worker is there to answer."""
        return self.status_of_log() is not None

    def status_of_log(self) -> int | None:
        """With which the published checkpoint is served; None where nobody answers."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", "/register/log/checkpoint")
            answer = asked.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            asked.close()
        return answer.status

    def sequencer(self) -> str | None:
        """The life of the worker that holds the sequencer's lock, as the kernel or PostgreSQL tells it."""
        if self.database_url:
            return self._holder_in_postgresql()
        return next((worker.life for worker in self.workers if _holds_a_file_lock(worker.pid)), None)

    def is_ready(self, worker: Process) -> bool:
        """It has begun its work: nothing before that opens the database."""
        return any("parvis.sqlite3" in target or "socket:" in target for target in _open_files(worker.pid))

    def _holder_in_postgresql(self) -> str | None:
        with self._asking:
            try:
                if self._connection is None or self._connection.closed:
                    self._connection = psycopg.connect(self.database_url, autocommit=True, connect_timeout=2)
                row = self._connection.execute(HOLDER, [ADVISORY_LOCK]).fetchone()
            except psycopg.Error:
                self.close()
                return None
        return row[0] if row else None

    def close(self) -> None:
        """The connection over which PostgreSQL is asked, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()


def _holds_a_file_lock(pid: int) -> bool:
    with suppress(OSError):
        return any("FLOCK" in one.read_text() for one in Path(f"/proc/{pid}/fdinfo").iterdir())
    return False


def _open_files(pid: int) -> list[str]:
    found = []
    with suppress(OSError):
        for one in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                found.append(os.readlink(one))
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
