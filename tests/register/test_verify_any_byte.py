"""Whatever byte of a log or a receipt is changed, left out or put in, it never holds any more."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parvis.register import verify
from parvis.register.tiles import new_tiles

from . import logs, signing

SIZE = 300
HOW = st.sampled_from(["changed", "left out", "put in"])


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """Cosigned by two witnesses, of either kind, whom the policy asks for: no line of the checkpoint is passed over."""
    folder = tmp_path_factory.mktemp("log")
    note = logs.written(folder, logs.lines(SIZE))
    logs.write(folder / "checkpoint", signing.cosigned(note, signing.WITNESS, signing.OTHER_WITNESS).encode())
    return folder


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    path = tmp_path_factory.mktemp("policy") / "policy"
    witnesses = f"witness one {signing.WITNESS.vkey}\nwitness other {signing.OTHER_WITNESS.vkey}\n"
    path.write_text(f"log {logs.VKEY}\n{witnesses}group both all one other\nquorum both\n")
    return str(path)


@pytest.fixture(scope="module")
def receipts(log, tmp_path_factory):
    folder = tmp_path_factory.mktemp("receipts")
    for index in (0, 255, 256, SIZE - 1):
        (folder / str(index)).write_text(logs.receipt(log, index, next(logs.lines(1, index))))
    return folder


def _altered(content, place, how, value):
    place %= len(content)
    if how == "left out":
        return content[:place] + content[place + 1 :]
    if how == "put in":
        return content[:place] + bytes([value]) + content[place:]
    return content[:place] + bytes([content[place] ^ value]) + content[place + 1 :]


def _holds(path, policy, damaged, content):
    """Whether what `path` is part of still holds; a byte put in that makes the same bytes is passed over."""
    whole = damaged.read_bytes()
    damaged.write_bytes(content)
    try:
        return verify.main([str(path), "--key", policy, "--quiet"]) == 0 and content != whole
    finally:
        damaged.write_bytes(whole)


def test_they_hold_as_they_are(log, receipts, policy):
    assert [verify.main([str(path), "--key", policy, "--quiet"]) for path in (log, *receipts.iterdir())] == [0] * 5


@given(st.data(), st.integers(0, 10**6), HOW, st.integers(1, 255))
def test_no_byte_of_a_log_changes_unseen(log, policy, data, place, how, value):
    paths = ["checkpoint", *(tile.path for tile in new_tiles(0, SIZE))]
    paths += [tile.bundle_path for tile in new_tiles(0, SIZE) if tile.level == 0]
    damaged = log / data.draw(st.sampled_from(paths))

    assert not _holds(log, policy, damaged, _altered(damaged.read_bytes(), place, how, value))


@given(st.integers(0, 10**6), HOW, st.integers(1, 255))
@example(place=0, how="put in", value=10)
@example(place=-1, how="put in", value=10)
@example(place=-1, how="left out", value=1)
def test_no_byte_of_a_checkpoint_changes_unseen(log, policy, place, how, value):
    damaged = log / "checkpoint"

    assert not _holds(log, policy, damaged, _altered(damaged.read_bytes(), place, how, value))


@given(st.sampled_from([0, 255, 256, SIZE - 1]), st.integers(0, 10**6), HOW, st.integers(1, 255))
def test_no_byte_of_a_receipt_changes_unseen(receipts, policy, index, place, how, value):
    damaged = receipts / str(index)

    assert not _holds(damaged, policy, damaged, _altered(damaged.read_bytes(), place, how, value))


@given(st.sampled_from([0, 255]), st.integers(0, 10**6))
def test_no_receipt_is_cut_short_unseen(receipts, policy, index, length):
    damaged = receipts / str(index)
    content = damaged.read_bytes()

    assert not _holds(damaged, policy, damaged, content[: length % len(content)])


@given(st.binary(max_size=400))
def test_what_is_no_receipt_never_holds(receipts, policy, content):
    damaged = receipts / "0"

    assert not _holds(damaged, policy, damaged, content)
