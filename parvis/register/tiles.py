"""The log as files (C2SP tlog-tiles): which tiles a tree of a size has, where they lie, how entries are bundled."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

WIDTH = 256
HEIGHT = 8
ENTRIES = "entries"
CHECKPOINT = "checkpoint"

_TEXT, _BYTES = "text/plain; charset=utf-8", "application/octet-stream"
_A_FEW_SECONDS, _FOR_EVER = "public, max-age=2", "public, max-age=31536000, immutable"

_INDEX = r"(?:x[0-9]{3}/)*[0-9]{3}"
_PATH = re.compile(
    rf"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>{_INDEX})(?:\.p/(?P<width>[1-9][0-9]{{0,2}}))?", re.ASCII
)


@dataclass(frozen=True, order=True)
class Tile:
    """`width` hashes at `level`, from `index * 256` on. Full tiles have 256."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        return _path(str(self.level), self)

    @property
    def bundle_path(self) -> str:
        """Where the entries lie whose hashes a tile of level 0 holds."""
        return _path(ENTRIES, self)

    @property
    def start(self) -> int:
        return self.index * WIDTH

    @property
    def stop(self) -> int:
        return self.start + self.width


def new_tiles(old: int, new: int) -> Iterator[Tile]:
    """The tiles of a tree of `new` entries that a tree of `old` did not have, in order, the lowest level first."""
    for level in count():
        before, now = old >> HEIGHT * level, new >> HEIGHT * level
        if now == 0:
            return
        for index in range(before // WIDTH, -(-now // WIDTH)):
            width = min(WIDTH, now - index * WIDTH)
            if index * WIDTH + width > before:
                yield Tile(level, index, width)


def parse_path(path: str) -> tuple[str, int, int] | None:
    """Level (or `entries`), index and width of a tile's path; None for anything but the one way to write it."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    level, index = match["level"], int(match["index"].replace("x", "").replace("/", ""))
    width = int(match["width"] or WIDTH)
    if (match["width"] and width >= WIDTH) or (level != ENTRIES and int(level) > 63):
        return None
    return (level, index, width) if _path(level, Tile(0, index, width)) == path else None


def headers(path: str) -> dict[str, str]:
    """How a file of the log is served, whoever serves it. Only what can never become another is kept for ever."""
    is_tile = path.startswith("tile/")
    return {
        "Content-Type": _BYTES if is_tile else _TEXT,
        "Cache-Control": _FOR_EVER if is_tile else _A_FEW_SECONDS,
    }


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries one after the other, each after its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundle(data: bytes) -> list[bytes]:
    """Raises ValueError where the bundle ends inside an entry."""
    entries: list[bytes] = []
    place = 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 2], "big")
        entry = data[place + 2 : place + 2 + length]
        if place + 2 > len(data) or len(entry) < length:
            raise ValueError(f"the bundle ends inside its entry {len(entries)}")
        entries.append(entry)
        place += 2 + length
    return entries


def _path(level: str, tile: Tile) -> str:
    digits = f"{tile.index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    path = "/".join(["tile", level, *(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if tile.width == WIDTH else f"{path}.p/{tile.width}"
