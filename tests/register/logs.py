"""Whole logs as files, through the register's own tree, tiles and notes, without a database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from parvis.register.notes import Signer, State, proof_text
from parvis.register.tiles import CHECKPOINT, HEIGHT, WIDTH, Tile, bundle
from parvis.register.tree import CompactRange, inclusion_proof, leaf_hash, node_hash

KEY = Signer("parvis.test/register/log", bytes(range(32)))
VKEY = str(KEY.verifier)


def lines(count: int, start: int = 0) -> Iterator[bytes]:
    """Entries as a register has them, each another."""
    for number in range(start, start + count):
        yield (
            '{"actor":"urn:parvis:platform:platform","at":"2026-11-23T01:38:03.250Z","body":"urn:parvis:town:1",'
            f'"id":"{number:032x}","kind":"tests.bench_moved","object":"urn:parvis:bench:{number}",'
            f'"payload":{{"on":"2022-04-30","sha256":"{number:064x}"}},"role":"platform","v":1}}'
        ).encode()


def written(folder: Path, entries: Iterable[bytes], key: Signer = KEY) -> str:
    """Write the log of these entries and answer its checkpoint. Memory does not grow with the log."""
    tree, rows, waiting = CompactRange(), defaultdict(list), []
    for entry in entries:
        waiting.append(entry)
        for level, hash_ in enumerate(tree.append(leaf_hash(entry))[::HEIGHT]):
            rows[level].append(hash_)
            if len(rows[level]) == WIDTH:
                _tile(folder, Tile(level, (tree.size >> HEIGHT * level) // WIDTH - 1), rows.pop(level), waiting)
                waiting = [] if level == 0 else waiting
    for level, row in rows.items():
        _tile(folder, Tile(level, (tree.size >> HEIGHT * level) // WIDTH, len(row)), row, waiting)
    note = key.signed(str(State(key.name, tree.size, tree.root())))
    write(folder / CHECKPOINT, note.encode())
    return note


def receipt(folder: Path, index: int, entry: bytes) -> str:
    """The receipt of an entry of a written log, its hashes read from the tiles."""
    note = (folder / CHECKPOINT).read_text()
    size = State.parse(note).size

    def node(height: int, at: int) -> bytes:
        if height % HEIGHT:
            return node_hash(node(height - 1, at * 2), node(height - 1, at * 2 + 1))
        level, (tile, place) = height // HEIGHT, divmod(at, WIDTH)
        width = min(WIDTH, (size >> HEIGHT * level) - tile * WIDTH)
        return (folder / Tile(level, tile, width).path).read_bytes()[place * 32 : place * 32 + 32]

    return proof_text(index, inclusion_proof(index, size, node), note, extra=entry)


def _tile(folder: Path, tile: Tile, hashes: list[bytes], entries: list[bytes]) -> None:
    if tile.level == 0:
        write(folder / tile.bundle_path, bundle(entries))
    write(folder / tile.path, b"".join(hashes))


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
