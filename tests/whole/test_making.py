"""What `make run` says while someone waits for the first page: each step that takes a while, before it begins."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SLOW = ("pip install", "pip sync", " ci ", "run --silent build", "collectstatic", "compileall", "catalogues.py compile")


@pytest.mark.parametrize("step", SLOW)
def test_a_slow_step_says_so_before_it_begins(step):
    lines = [line.strip() for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith("\t")]
    slow = [place for place, line in enumerate(lines) if step in line and "$(MAKE)" not in line]

    assert slow
    assert all(any(line.startswith("@echo") for line in lines[max(0, place - 2) : place]) for place in slow)


def test_so_do_the_database_and_the_demonstration():
    prepare = (ROOT / "tools/run.py").read_text()

    assert re.findall(r'say\("[^"]*"\)\n    (?:call_command\("(\w+)"|django\.(\w+))', prepare) == [
        ("", "setup"),
        ("migrate", ""),
        ("demonstration", ""),
    ]
