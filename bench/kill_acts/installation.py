import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from parvis.register.folder import TEMPORARY

ROOT = Path(__file__).resolve().parents[2]


class Installation:
    """A Parvis of its own: its home, its database, its server and its worker."""

    def __init__(self, home: Path, database_url: str = "") -> None:
        self.home, self.port = home, _free_port()
        self.folder = home / "register"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DATABASE_URL"))},
            "PARVIS_HOME": str(home),
            "PARVIS_MODE": "demonstration",
            "PARVIS_ORIGIN": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        self.server = Process(self, "serve", "--port", str(self.port), "--workers", "1")
        self.worker = Process(self, "work")

    def prepare(self) -> dict:
        """Migrate, and make a milestone and someone signed in who may report on it."""
        self.run("-m", "parvis", "migrate", "--verbosity", "0")
        return json.loads(self.run("-m", "bench.kill_acts.inside", "prepare"))

    def stored(self) -> dict[str, list[str]]:
        """What the database holds: the words of each report → the ids of its acts."""
        return json.loads(self.run("-m", "bench.kill_acts.inside", "stored"))

    def waiting(self) -> int:
        return int(self.run("-m", "bench.kill_acts.inside", "waiting"))

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, text=True, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def is_sequencing(self) -> bool:
        """Since its last start: the publisher makes its folder for drafts anew."""
        drafts = self.folder / TEMPORARY
        return drafts.exists() and drafts.stat().st_ctime > self.worker.started_at

    def is_answering(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


class Process:
    """`parvis serve` or `parvis work`."""

    def __init__(self, installation: Installation, *arguments: str) -> None:
        self.installation, self.arguments, self.kills = installation, arguments, 0
        self.started_at = 0.0
        self._running: subprocess.Popen | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        self.started_at = time.time()
        with (self.installation.home / f"{self.arguments[0]}.log").open("a") as log:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "parvis", *self.arguments],
                cwd=ROOT,
                env=self.installation.environment,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """`kill -9` to it and its children, and start it again."""
        with self._lock:
            self._kill()
            self.kills += 1
            self.start()

    def stop(self) -> None:
        with self._lock:
            if self._running is not None and self._running.poll() is None:
                self._running.terminate()
                try:
                    self._running.wait(15)
                except subprocess.TimeoutExpired:
                    self._kill()
            self._running = None

    def _kill(self) -> None:
        assert self._running is not None
        for pid in (*_children(self._running.pid), self._running.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._running.wait(10)


def _children(pid: int) -> list[int]:
    """The server's own workers, which leave its process group (Linux)."""
    with suppress(FileNotFoundError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def wait_until(condition, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
