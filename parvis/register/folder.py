import os
import shutil
from collections.abc import Iterable
from pathlib import Path

TEMPORARY = ".new"


class Folder:
    """The published files. A file appears whole or not at all, and `settle` makes what appeared survive a power cut."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._unsettled: set[Path] = set()

    def prepare(self) -> None:
        """Make the folder, and clear what an interrupted run left half written."""
        shutil.rmtree(self.root / TEMPORARY, ignore_errors=True)
        self._make(self.root / TEMPORARY)

    def read(self, path: str) -> bytes | None:
        try:
            return (self.root / path).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, path: str, data: bytes) -> None:
        target = self.root / path
        draft = self.root / TEMPORARY / path.replace("/", "-")
        self._make(target.parent)
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        self._unsettled.add(target.parent)

    def settle(self) -> None:
        for folder in sorted(self._unsettled):
            _sync(folder)
        self._unsettled.clear()

    def _make(self, folder: Path) -> None:
        for missing in _missing(folder):
            missing.mkdir(exist_ok=True)
            self._unsettled.add(missing.parent)


def _missing(folder: Path) -> Iterable[Path]:
    """The folders to make so that `folder` exists, outermost first."""
    found = []
    while not folder.is_dir():
        found.append(folder)
        folder = folder.parent
    return reversed(found)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
