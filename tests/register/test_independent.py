"""Others' code reads our logs, and refuses damaged ones."""

import itertools

import pytest

from . import damaged, go, logs

pytestmark = pytest.mark.skipif(not go.IS_HERE, reason=go.MISSING)


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    return go.built(tmp_path_factory.mktemp("go"))


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 65_537, 100_000])
def test_go_verifies_a_log(program, tmp_path, size):
    logs.written(tmp_path, logs.lines(size))

    assert go.says(program, "log", tmp_path, logs.VKEY) == (0, "ok")


@pytest.mark.parametrize("damage", damaged.WAYS, ids=lambda damage: damage.__name__)
def test_go_refuses_a_damaged_log(program, tmp_path, damage):
    logs.written(tmp_path, logs.lines(damaged.SIZE))
    damage(tmp_path)

    assert go.says(program, "log", tmp_path, logs.VKEY)[0] == 1


@pytest.mark.parametrize(("size", "index"), [(1, 0), (2, 1), (257, 3), (257, 256), (65_537, 40_000)])
def test_go_verifies_a_receipt(program, tmp_path, size, index):
    logs.written(tmp_path / "log", logs.lines(size))
    (tmp_path / "receipt").write_text(logs.receipt(tmp_path / "log", index, next(logs.lines(1, index))))

    assert go.says(program, "receipt", tmp_path / "receipt", logs.VKEY) == (0, "ok")


def test_go_refuses_the_receipt_of_another_entry(program, tmp_path):
    logs.written(tmp_path / "log", logs.lines(257))
    (tmp_path / "receipt").write_text(logs.receipt(tmp_path / "log", 3, next(logs.lines(1, 4))))

    assert go.says(program, "receipt", tmp_path / "receipt", logs.VKEY)[0] == 1


def test_the_lines_differ():
    assert len(set(itertools.islice(logs.lines(300), 300))) == 300
