"""Copies in the storage (`storing`), and what is inside one."""

import zipfile
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from .. import storing
from ..storing import opened, sha256_of
from .wacz import WARC

__all__ = ["WarcInside", "forget", "keep", "opened", "sha256_of"]


def keep(path: Path, sha256: str) -> str:
    """Where it is now."""
    with path.open("rb") as file:
        return storing.kept(f"captures/{sha256[:2]}/{sha256[2:4]}/{sha256}.wacz", File(file), sha256)


def forget(name: str) -> None:
    """Does nothing where it is gone already."""
    default_storage.delete(name)


class WarcInside:
    """The WARC in a WACZ, which is not compressed once more: read as it is. Closing it closes the WACZ."""

    def __init__(self, file: IO[bytes]) -> None:
        self._outer = file
        self._archive = zipfile.ZipFile(file)
        self._inner = self._archive.open(WARC)

    def read(self, size: int = -1) -> bytes:
        return self._inner.read(size)

    def close(self) -> None:
        self._inner.close()
        self._archive.close()
        self._outer.close()
