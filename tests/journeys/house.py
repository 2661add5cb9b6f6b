"""A whole Parvis for a story: its own home, database, server and worker, started and stopped here."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

PARVIS = str(Path(sys.executable).parent / "parvis")
SECONDS_TO_START = 30


@dataclass
class House:
    """A running Parvis at `url`. `home` and `database` are thrown away with it."""

    home: Path
    database: str
    port: int
    may_fetch: list[str] = field(default_factory=list)
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PARVIS_", "DJANGO_", "PYTEST_")) and name != "DATABASE_URL"
        }
        ours = {"PARVIS_HOME": str(self.home), "PARVIS_MODE": "demonstration", "PARVIS_ORIGIN": self.url}
        ours |= {"PARVIS_FETCH": "allowed", "PARVIS_FETCH_ALLOW": ",".join(self.may_fetch)}
        return inherited | ours | ({"DATABASE_URL": self.database} if self.database else {})

    def parvis(self, *arguments: str) -> str:
        """Run a command of `parvis` to its end; fails with what it said."""
        done = subprocess.run([PARVIS, *arguments], env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"parvis {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}"
        return done.stdout

    def open(self) -> None:
        """Start the server and the worker, and wait until pages are answered."""
        self.start("serve", "--port", str(self.port), "--workers", "1")
        self.start("work")
        self.wait_until_it_answers()

    def start(self, name: str, *arguments: str) -> None:
        with (self.home / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [PARVIS, name, *arguments], env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def wait_until_it_answers(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            assert self.processes["serve"].poll() is None, f"the server ended:\n{self.log('serve')}"
            try:
                urllib.request.urlopen(f"{self.url}/en/", timeout=10).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"no answer in {SECONDS_TO_START} s:\n{self.log('serve')}")

    def log(self, name: str) -> str:
        return (self.home / f"{name}.log").read_text(errors="replace")

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)
        if self.database:
            drop(self.database)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()


def prepared(home: Path) -> House:
    """A house with the demonstration in it, not open yet: what each story's house is a copy of."""
    house = House(home, create() if os.environ.get("DATABASE_URL") else "", free_port())
    home.mkdir(parents=True)
    house.parvis("migrate")
    house.parvis("demonstration")
    return house


def copy(of: House, home: Path) -> House:
    shutil.copytree(of.home, home)
    return House(home, create(template=of.database) if of.database else "", free_port())


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def create(template: str = "") -> str:
    """A new PostgreSQL database beside the one that DATABASE_URL names, and its address."""
    name = f"parvis_story_{uuid.uuid4().hex[:12]}"
    source = f" TEMPLATE {_name(template)}" if template else ""
    _say(f"CREATE DATABASE {name}{source}")
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{name}"))


def drop(address: str) -> None:
    _say(f"DROP DATABASE IF EXISTS {_name(address)} WITH (FORCE)")


def _name(address: str) -> str:
    return urlsplit(address).path.lstrip("/")


def _say(sql: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[arg-type]
