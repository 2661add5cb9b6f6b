"""Exit code 1 claims that something was found out. Whatever keeps it from finding out is 2, in one sentence."""

import json
import os
import subprocess
import sys

import pytest

from parvis.register import verify

from . import logs, signing

SLIM = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@pytest.fixture
def alone(log):
    """As anyone runs it: exit code and what was said on standard error."""

    def alone(*arguments, target=log, key=logs.VKEY, redirect="", **environment):
        command = [sys.executable, "-B", verify.__file__, str(target), "--key", str(key), *map(str, arguments)]
        if redirect:
            command = ["sh", "-c", f'"$@" {redirect}', "sh", *command]
        done = subprocess.run(command, capture_output=True, text=True, env=SLIM | environment)
        return done.returncode, done.stderr

    return alone


def _policy(tmp_path, *lines):
    path = tmp_path / "policy"
    path.write_text("".join(f"{line}\n" for line in [f"log {logs.VKEY}", *lines]))
    return path


def _nested(depth):
    groups = [f"group g{number} any g{number - 1}" for number in range(1, depth)]
    return [f"witness w {signing.WITNESS.vkey}", "group g0 any w", *groups, f"quorum g{depth - 1}"]


@pytest.mark.parametrize("host", ["a..b", f"{'a' * 64}.test", ".test", f"{'é' * 60}.test"])
@pytest.mark.parametrize("where", ["target", "--since", "--object"])
def test_a_host_that_cannot_be_is_no_address(verified, log, host, where):
    arguments = [f"http://{host}/log"] if where == "target" else [log, where, f"http://{host}/log"]

    code, said = verified(*arguments)

    assert (code, said.count("\n")) == (2, 1)
    assert "is no address of a log" in said


def test_groups_may_be_nested_as_deep_as_a_policy_is_long(verified, log, tmp_path):
    policy = _policy(tmp_path, *_nested(20_000))
    assert verified(log, key=policy)[0] == 1

    note = signing.cosigned((log / "checkpoint").read_text(), signing.WITNESS)
    (log / "checkpoint").write_text(note)
    assert verified(log, key=policy)[0] == 0


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_an_answer_that_cannot_be_written_is_none(alone, arguments):
    code, said = alone(*arguments, redirect="> /dev/full")

    assert (code, said) == (2, "The answer cannot be written: No space left on device.\n")


def test_what_does_not_hold_does_not_though_it_cannot_be_written(alone, log):
    (log / "tile/0/000").unlink()

    assert alone("--json", redirect="> /dev/full")[0] == 1
    assert alone(redirect="2> /dev/full")[0] == 1


@pytest.mark.parametrize("redirect", [">&-", "2>&-", "> /dev/null 2>&-", "2> /dev/full", "| head -c 0"])
def test_who_wants_no_words_gets_the_exit_code(alone, redirect):
    assert alone(redirect=redirect)[0] == 0


def test_a_refusal_that_cannot_be_written_is_still_2(alone):
    assert [alone(target="nowhere", redirect=redirect)[0] for redirect in ("2> /dev/full", "2>&-")] == [2, 2]


def test_letters_that_a_terminal_lacks_are_spelled_out(alone, log, tmp_path):
    entry = json.dumps({"kind": "tests.said", "payload": {"é": "ü"}}, ensure_ascii=False).encode()
    logs.written(tmp_path / "other", [entry])
    (tmp_path / "receipt").write_text(logs.receipt(tmp_path / "other", 0, entry))

    assert alone(target=tmp_path / "receipt", PYTHONIOENCODING="ascii")[0] == 0


@pytest.mark.parametrize("depth", [600, 5_000, 30_000])
@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_an_entry_may_be_nested_as_deep_as_it_is_long(verified, tmp_path, depth, arguments):
    entry = b'{"kind":"x","payload":{"a":%b%b}}' % (b"[" * depth, b"]" * depth)
    logs.written(tmp_path / "log", [entry])
    (tmp_path / "receipt").write_text(logs.receipt(tmp_path / "log", 0, entry))

    assert verified(tmp_path / "receipt", *arguments)[0] == 0


def test_a_fault_of_the_program_finds_nothing_out(verified, log, monkeypatch):
    monkeypatch.setattr(verify, "audit", lambda *_: 1 / 0)

    code, said = verified(log)

    assert code == 2
    assert "ZeroDivisionError" in said
