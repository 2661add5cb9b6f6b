import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """`parvis serve` or `parvis work`. `ended` are the exit codes with which it ended by itself."""

    def __init__(self, installation, *arguments: str, name: str = "") -> None:
        self.installation, self.arguments, self.name = installation, arguments, name or arguments[0]
        self.starts = 0
        self.ended: list[int] = []
        self._running: subprocess.Popen | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        self.starts += 1
        with (self.installation.home / f"{self.name}.log").open("a") as log:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "parvis", *self.arguments],
                cwd=ROOT,
                env={**self.installation.environment, "PGAPPNAME": self.life},
                stdout=log,
                stderr=log,
            )

    @property
    def life(self) -> str:
        """Its name and how often it has begun. Connections to PostgreSQL carry it."""
        return f"{self.name}.{self.starts}"

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    def supervise(self, over: threading.Event) -> None:
        """Start it again whenever it ends, as a service manager would."""
        while not over.wait(0.05):
            with self._lock:
                if self._running is None or (code := self._running.poll()) is None:
                    continue
                if code != -signal.SIGKILL:
                    self.ended.append(code)
                self.start()

    def kill(self) -> float | None:
        """`kill -9` to it and its children. When, or None when there was nothing to kill."""
        return self._sent_to(lambda: [self.pid, *children(self.pid)])

    def kill_child(self) -> float | None:
        """`kill -9` to one of its children."""
        return self._sent_to(lambda: random.sample(found, 1) if (found := children(self.pid)) else [])

    def stop(self) -> None:
        with self._lock:
            if self._running is not None and self._running.poll() is None:
                self._running.terminate()
                try:
                    self._running.wait(15)
                except subprocess.TimeoutExpired:
                    self._kill()
            self._running = None

    def _sent_to(self, whom) -> float | None:
        with self._lock:
            if self._running is None or self._running.poll() is not None:
                return None
            pids = whom()
            at = time.monotonic()
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        return at if pids else None

    def _kill(self) -> None:
        assert self._running is not None
        for pid in (*children(self._running.pid), self._running.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._running.wait(10)


def children(pid: int) -> list[int]:
    """The server's own workers, which leave its process group (Linux)."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def wait_until(condition, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.1)
