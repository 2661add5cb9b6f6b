"""What someone may do to the files of a log of 257 entries, each in its own way."""

from collections.abc import Callable
from pathlib import Path

from parvis.register.notes import Signer
from parvis.register.tiles import Tile, bundle, unbundle
from parvis.register.tree import leaf_hash

from . import logs

SIZE = 257
THIEF = Signer(logs.KEY.name, bytes([7] * 32))
FIRST, LAST, ABOVE = Tile(0, 0), Tile(0, 1, 1), Tile(1, 0, 1)


def changed(path: Path, place: int, mask: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= mask
    path.write_bytes(data)


def a_byte_of_an_entry(log: Path) -> None:
    changed(log / FIRST.bundle_path, 5000)


def an_entry_and_its_hash(log: Path) -> None:
    entries = unbundle((log / FIRST.bundle_path).read_bytes())
    entries[9] = entries[9].replace(b"2022-04-30", b"2022-03-30")
    (log / FIRST.bundle_path).write_bytes(bundle(entries))
    (log / FIRST.path).write_bytes(b"".join(map(leaf_hash, entries)))


def a_hash(log: Path) -> None:
    changed(log / FIRST.path, 77)


def a_hash_above(log: Path) -> None:
    changed(log / ABOVE.path, 0)


def the_root(log: Path) -> None:
    note = (log / "checkpoint").read_text().split("\n")
    note[2] = note[2].swapcase()
    (log / "checkpoint").write_text("\n".join(note))


def the_signature(log: Path) -> None:
    note = (log / "checkpoint").read_text()
    (log / "checkpoint").write_text(note[:-20] + note[-20:].swapcase())


def the_size(log: Path) -> None:
    (log / "checkpoint").write_text((log / "checkpoint").read_text().replace("\n257\n", "\n256\n"))


def two_entries_swapped(log: Path) -> None:
    entries = unbundle((log / FIRST.bundle_path).read_bytes())
    entries[3], entries[4] = entries[4], entries[3]
    (log / FIRST.bundle_path).write_bytes(bundle(entries))


def an_entry_cut_off(log: Path) -> None:
    entries = unbundle((log / FIRST.bundle_path).read_bytes())
    (log / FIRST.bundle_path).write_bytes(bundle(entries[:-1]))


def half_an_entry_cut_off(log: Path) -> None:
    (log / LAST.bundle_path).write_bytes((log / LAST.bundle_path).read_bytes()[:-100])


def an_entry_added(log: Path) -> None:
    with (log / LAST.bundle_path).open("ab") as file:
        file.write(bundle([b"{}"]))


def a_tile_lengthened(log: Path) -> None:
    with (log / FIRST.path).open("ab") as file:
        file.write(bytes(32))


def a_tile_of_no_end(log: Path) -> None:
    with (log / ABOVE.path).open("ab") as file:
        file.truncate(1 << 30)


def a_bundle_too_long(log: Path) -> None:
    with (log / LAST.bundle_path).open("ab") as file:
        file.write(bytes(1 << 17))


def a_bundle_lost(log: Path) -> None:
    (log / LAST.bundle_path).unlink()


def a_tile_lost(log: Path) -> None:
    (log / FIRST.path).unlink()


def all_but_the_signature_of_a_shorter_log(log: Path) -> None:
    """Cut short, with tiles that fit, and a checkpoint that still bears the old signature."""
    signature = (log / "checkpoint").read_text().partition("\n\n")[2]
    note = logs.written(log, logs.lines(SIZE - 1))
    (log / "checkpoint").write_text(f"{note.partition(chr(10) * 2)[0]}\n\n{signature}")


def another_key_over_the_same(log: Path) -> None:
    logs.written(log, logs.lines(SIZE), THIEF)


def another_key_over_a_rewritten_log(log: Path) -> None:
    logs.written(log, [*logs.lines(SIZE - 1), b'{"rewritten":true}'], THIEF)


def another_key_over_a_shorter_log(log: Path) -> None:
    logs.written(log, logs.lines(SIZE - 7), THIEF)


WAYS: list[Callable[[Path], None]] = [
    a_byte_of_an_entry,
    an_entry_and_its_hash,
    a_hash,
    a_hash_above,
    the_root,
    the_signature,
    the_size,
    two_entries_swapped,
    an_entry_cut_off,
    half_an_entry_cut_off,
    an_entry_added,
    a_tile_lengthened,
    a_tile_of_no_end,
    a_bundle_too_long,
    a_bundle_lost,
    a_tile_lost,
    all_but_the_signature_of_a_shorter_log,
    another_key_over_the_same,
    another_key_over_a_rewritten_log,
    another_key_over_a_shorter_log,
]
