"""The command `parvis` where there is nothing to command, or something of another version."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PARVIS = str(Path(sys.executable).parent / "parvis")


def run(home, *arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DATABASE_URL"))}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    environment = {**kept, "PARVIS_HOME": str(home)}
    return subprocess.run([PARVIS, *arguments], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["jobs", "check-links", "renew-signer-memory"])
def test_where_nothing_is_installed_it_says_so_and_writes_nothing(tmp_path, command):
    done = run(tmp_path / "nothing", command)
    assert (done.returncode, "PARVIS_HOME" in done.stderr, list(tmp_path.iterdir())) == (2, True, [])


def test_a_database_of_another_version_is_named_as_such(tmp_path):
    (tmp_path / "parvis.sqlite3").touch()
    done = run(tmp_path, "jobs")
    assert (done.returncode, "parvis migrate" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_help_needs_no_installation(tmp_path):
    assert run(tmp_path / "nothing", "jobs", "--help").returncode == 0
