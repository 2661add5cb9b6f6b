"""A PostgreSQL of its own, whose postmaster is killed. It writes for certain (`fsync=on`), as a real one must."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg

from .processes import wait_until

PROGRAMS = Path("/usr/lib/postgresql")
STARTS_WITHIN = 120


def can_be_made() -> bool:
    """By root on Debian: the cluster belongs to the user `postgres`."""
    return os.geteuid() == 0 and shutil.which("pg_createcluster") is not None and PROGRAMS.is_dir()


class Cluster:
    """Used as a context: made and started at its beginning, dropped at its end.

    The postmaster is a child of this process, which reaps it when it is killed: as a zombie it would still hold its
    lock file, and no other could start.
    """

    def __init__(self) -> None:
        self.version = max((one.name for one in PROGRAMS.iterdir()), key=float)
        self.name, self.port = f"parvis_storm_{os.getpid()}_{secrets.token_hex(2)}", _free_port()
        self.password = secrets.token_hex(16)
        self._running: subprocess.Popen | None = None
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"postgres://parvis:{self.password}@127.0.0.1:{self.port}/parvis"

    def __enter__(self) -> "Cluster":
        subprocess.run(
            ["pg_createcluster", self.version, self.name, "--port", str(self.port), "--start-conf", "manual"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        try:
            self._start()
            wait_until(self._takes_commands, STARTS_WITHIN, "PostgreSQL starts")
            self._sql(f"CREATE ROLE parvis LOGIN PASSWORD '{self.password}'")
            self._sql("CREATE DATABASE parvis OWNER parvis")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            if self._running is not None and self._running.poll() is None:
                self._running.send_signal(signal.SIGINT)  # fast: without waiting for clients
                self._running.wait(60)
        subprocess.run(["pg_dropcluster", self.version, self.name], check=True)

    def is_up(self) -> bool:
        try:
            with psycopg.connect(self.url, connect_timeout=2) as connection:
                connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def kill(self, *, meanwhile: Callable[[], None]) -> tuple[float, float]:
        """`kill -9` to the postmaster, then start another. When, and how long until it took connections again.

        The first tries may be refused: the dead one's own processes leave its memory a moment after it.
        """
        with self._lock:
            assert self._running is not None
            at = time.monotonic()
            self._running.kill()
            self._running.wait()
            meanwhile()
            self._start()
        wait_until(self._is_up_or_begun_again, STARTS_WITHIN, "PostgreSQL is back")
        return at, time.monotonic() - at

    def _is_up_or_begun_again(self) -> bool:
        with self._lock:
            if self._running is not None and self._running.poll() is not None:
                self._start()
        return self.is_up()

    def _start(self) -> None:
        log = Path("/var/log/postgresql") / f"postgresql-{self.version}-{self.name}.log"
        with log.open("a") as said:
            self._running = subprocess.Popen(
                [
                    str(PROGRAMS / self.version / "bin" / "postgres"),
                    *("-D", f"/var/lib/postgresql/{self.version}/{self.name}"),
                    *("-c", f"config_file=/etc/postgresql/{self.version}/{self.name}/postgresql.conf"),
                    *("-c", "fsync=on", "-c", "listen_addresses=127.0.0.1"),
                ],
                cwd="/",
                user="postgres",
                group="postgres",
                extra_groups=["ssl-cert"],
                start_new_session=True,
                stdout=said,
                stderr=said,
            )

    def _takes_commands(self) -> bool:
        with suppress(subprocess.CalledProcessError):
            self._sql("SELECT 1")
            return True
        return False

    def _sql(self, statement: str) -> None:
        subprocess.run(
            ["runuser", "-u", "postgres", "--", "psql", "-qAt", "-p", str(self.port), "-c", statement],
            cwd="/",
            check=True,
            capture_output=True,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
