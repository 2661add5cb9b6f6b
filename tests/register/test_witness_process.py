"""Our witness as a process: what it remembers when it is killed, and what it cannot run with."""

import signal
import threading
from contextlib import contextmanager
from http.client import HTTPException

import pytest

from parvis.register.cosignatures import CosignerKey
from parvis.register.witness.memory import Memory, latest
from tests.processes import parvis

from .small_logs import KEY, Log, ask

LOG = Log(300)
NAME = ["--name", "witness.example/w1"]
KNOWN = ["--log", str(KEY.verifier)]


@contextmanager
def running(folder):
    """The process, its key and where it answers, which it says on its first line."""
    with parvis("witness", str(folder), "--port", "0", *NAME, *KNOWN) as process:
        vkey, url = process.stdout.readline().split()
        yield process, CosignerKey.parse(vkey), url


def grow(url, answered):
    """Make the log longer one by one until nobody answers; its size when it was last cosigned."""
    old = 0
    try:
        while True:
            new = min(old + 1, 300)
            status, _type, body = ask(url, LOG.request(old, new))
            if status == 409:
                old = int(body)
                assert old >= answered
            else:
                assert status == 200
                old = answered = new
    except (OSError, HTTPException):
        return answered


def test_killed_at_any_moment_it_never_forgets_what_it_signed(tmp_path):
    answered, keys = 0, set()
    for _round in range(3):
        with running(tmp_path) as (process, key, url):
            keys.add(key)
            threading.Timer(0.2, process.send_signal, [signal.SIGKILL]).start()
            answered = grow(url, answered)
    with Memory(tmp_path / "seen.sqlite3").held() as file:
        remembered = latest(file, KEY.name)

    assert 0 < answered <= remembered.size <= answered + 1
    assert remembered == LOG.state(remembered.size)
    assert len(keys) == 1


def test_told_to_stop_it_stops(tmp_path):
    with running(tmp_path) as (process, _key, _url):
        process.terminate()

        assert process.wait(timeout=60) == 0


def test_only_its_owner_reads_its_key(tmp_path):
    with running(tmp_path):
        assert (tmp_path / "witness.key").stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (NAME, "at least one log"),
        (["--name", "two words", *KNOWN], "no name for a witness"),
        ([*NAME, "--log", "nonsense"], "--log nonsense"),
    ],
)
def test_what_it_cannot_run_with_is_refused(tmp_path, arguments, said):
    with parvis("witness", str(tmp_path), "--port", "0", *arguments) as process:
        _out, error = process.communicate(timeout=60)

    assert process.returncode == 2
    assert said in error


def test_a_witness_keeps_its_name(tmp_path):
    with running(tmp_path):
        pass
    with parvis("witness", str(tmp_path), "--port", "0", "--name", "witness.example/w2", *KNOWN) as process:
        _out, error = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "keeps its name for life" in error


def test_what_is_refused_leaves_no_key_behind(tmp_path):
    for arguments in (
        ["--name", "witness.example/w1", "--log", "zzz"],
        ["--name", "http://witness.example/w1", *KNOWN],
    ):
        with parvis("witness", str(tmp_path / "w"), "--port", "0", *arguments) as process:
            assert process.wait(60) == 2
    assert not (tmp_path / "w" / "witness.key").exists()
