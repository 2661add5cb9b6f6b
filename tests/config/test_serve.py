"""`parvis serve` as a process: what it refuses, and that it ends when it should."""

import os
import signal
import socket
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command

from bench.kill_acts.processes import children, wait_until
from tests.processes import parvis, told_all_at_once

pytestmark = pytest.mark.processes


@pytest.fixture
def port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def status_of(port: str) -> int:
    """The status of a page that does not exist, as soon as someone answers."""
    deadline = time.monotonic() + 20
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/en/nowhere/")
        except HTTPError as answer:
            return answer.code
        except OSError:
            assert time.monotonic() < deadline, "nobody answers"
            time.sleep(0.1)


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_pages_until_told_to_stop(port, asked):
    with parvis("serve", "--port", port) as server:
        assert status_of(port) == 404
        server.send_signal(asked)
        assert server.wait(3) == 0


@pytest.mark.parametrize("after", [0.9, 1.3])
def test_it_stops_when_told_as_it_starts(port, after):
    with parvis("serve", "--port", port) as server:
        time.sleep(after)
        server.terminate()
        assert server.wait(3) in (0, -signal.SIGTERM)


def test_it_ends_when_told_many_times_at_once(port):
    with parvis("serve", "--port", port) as server:
        status_of(port)
        assert told_all_at_once(server, seconds=5) == 0


def test_workers_end_with_a_server_that_is_killed(port):
    with parvis("serve", "--port", port) as server:
        status_of(port)
        server.kill()
        server.wait()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", int(port)), timeout=1).close()
        except OSError:
            return
        time.sleep(0.1)
    pytest.fail("someone still listens")


def test_a_worker_that_is_killed_is_replaced(port):
    with parvis("serve", "--port", port, "--workers", "2") as server:
        status_of(port)
        first = set(children(server.pid))
        os.kill(min(first), signal.SIGKILL)
        wait_until(lambda: len(children(server.pid)) == 2 and min(first) not in children(server.pid), 30, "a new one")

        assert status_of(port) == 404
        assert server.poll() is None


def test_a_port_that_is_taken_is_refused(port):
    with socket.create_server(("127.0.0.1", int(port))), pytest.raises(CommandError, match="--port") as refused:
        call_command("serve", port=int(port))
    assert refused.value.returncode == 2


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])  # noqa: S104 -- that it is refused
def test_a_demonstration_is_served_to_this_machine_only(host, settings):
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match="demonstration") as refused:
        call_command("serve", host=host)
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    "command", ["serve", "work", "search_index", "jobs", "import_plan", "import_report", "export_report"]
)
def test_each_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command(command, "--help")
    assert (ended.value.code, "usage:" in capsys.readouterr().out) == (0, True)
