"""A second, plain reading of the log: every hash and the root from the entry bundles alone, by the text of RFC 6962.

It shares no code with `parvis.register`, so that a mistake there is not made here as well.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Log:
    origin: str
    size: int
    root: bytes
    entries: list[bytes]

    @property
    def acts(self) -> list[str]:
        return [json.loads(entry)["id"] for entry in self.entries]


def read(folder: Path) -> Log:
    """Raises AssertionError where a file is missing, or is not what the entries make it."""
    origin, size_line, root, *_rest = (folder / "checkpoint").read_text().split("\n")
    size = int(size_line)
    entries = [entry for number in range(-(-size // 256)) for entry in _bundle(folder, number, size)]
    assert len(entries) == size
    hashes = [hashlib.sha256(b"\x00" + entry).digest() for entry in entries]
    assert merkle(hashes) == base64.b64decode(root), "the entries do not lead to the root"
    level, row = 0, hashes
    while row:
        for number in range(-(-len(row) // 256)):
            part = row[number * 256 : number * 256 + 256]
            assert _file(folder, str(level), number, len(part)).read_bytes() == b"".join(part)
        row = [merkle(row[at : at + 256]) for at in range(0, len(row) - len(row) % 256, 256)]
        level += 1
    return Log(origin, size, merkle(hashes), entries)


def merkle(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, over leaf hashes."""
    if len(hashes) <= 1:
        return hashes[0] if hashes else hashlib.sha256().digest()
    middle = 1
    while middle * 2 < len(hashes):
        middle *= 2
    return hashlib.sha256(b"\x01" + merkle(hashes[:middle]) + merkle(hashes[middle:])).digest()


def _bundle(folder: Path, number: int, size: int) -> list[bytes]:
    data, entries = _file(folder, "entries", number, min(256, size - number * 256)).read_bytes(), []
    while data:
        length = data[0] * 256 + data[1]
        entries.append(data[2 : 2 + length])
        data = data[2 + length :]
    return entries


def _file(folder: Path, level: str, number: int, width: int) -> Path:
    thousands, rest = divmod(number, 1000)
    path = folder / "tile" / level
    if thousands:
        assert thousands < 1000, "longer logs are audited by other means"
        path = path / f"x{thousands:03d}"
    return path / f"{rest:03d}" if width == 256 else path / f"{rest:03d}.p" / str(width)
