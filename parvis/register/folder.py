import fcntl
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import PublishedMeanwhile

TEMPORARY = ".new"
LOCK = ".lock"
ABANDONED_AFTER = 3600.0  # seconds; nobody writes one file for so long


class Folder:
    """The published files in a folder. What appeared survives a power cut once `settle` has returned."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._unsettled: set[Path] = set()

    def __str__(self) -> str:
        return str(self.root)

    def prepare(self) -> None:
        """Make the folder, and clear what interrupted runs left half written; others may be writing now."""
        self._make(self.root / TEMPORARY)
        for draft in (self.root / TEMPORARY).iterdir():
            with suppress(FileNotFoundError):
                if time.time() - draft.stat().st_mtime > ABANDONED_AFTER:
                    draft.unlink()

    def read(self, path: str) -> bytes | None:
        try:
            return (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, path: str, data: bytes) -> None:
        target = self.root / path
        draft = self.root / TEMPORARY / f"{path.replace('/', '-')}.{secrets.token_hex(8)}"
        self._make(target.parent)
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        self._unsettled.add(target.parent)

    def replace(self, path: str, data: bytes, *, before: bytes | None) -> None:
        with self._held():
            if self.read(path) != before:
                raise PublishedMeanwhile(path)
            self.write(path, data)

    def list(self, folder: str) -> Iterator[str]:
        for place, _folders, files in os.walk(self.root / folder):
            yield from (str((Path(place) / name).relative_to(self.root)) for name in files)

    def delete(self, paths: Iterable[str]) -> None:
        """A folder that is empty then goes too."""
        for target in (self.root / path for path in paths):
            target.unlink(missing_ok=True)
            self._unsettled.add(target.parent)
            with suppress(OSError):  # not empty, or gone already
                target.parent.rmdir()
                self._unsettled.discard(target.parent)
                self._unsettled.add(target.parent.parent)

    def settle(self) -> None:
        for folder in sorted(self._unsettled):
            _sync(folder)
        self._unsettled.clear()

    @contextmanager
    def _held(self) -> Iterator[None]:
        self._make(self.root)
        with (self.root / LOCK).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

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
