"""Copies in the storage, under their hash, written once; and read back only when the hash is still theirs."""

import hashlib
import logging
import zipfile
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from ..errors import CopyDamaged, CopyGone
from .wacz import WARC

_STEP = 256 * 1024
_log = logging.getLogger(__name__)


def sha256_of(file: IO[bytes]) -> str:
    hashed = hashlib.sha256()
    while part := file.read(_STEP):
        hashed.update(part)
    return hashed.hexdigest()


def keep(path: Path, sha256: str) -> str:
    """Where it is now. A shorter file at the place is what a crash left, and is written again."""
    name = f"captures/{sha256[:2]}/{sha256[2:4]}/{sha256}.wacz"
    if default_storage.exists(name):
        if default_storage.size(name) == path.stat().st_size:
            return name
        default_storage.delete(name)
    with path.open("rb") as file:
        return default_storage.save(name, File(file))


def forget(name: str) -> None:
    """Does nothing where it is gone already."""
    default_storage.delete(name)


def opened(name: str, sha256: str) -> IO[bytes]:
    """The file, at its first byte, its hash checked just now. Raises `CopyGone`, `CopyDamaged`."""
    try:
        file: IO[bytes] = default_storage.open(name, "rb")
    except FileNotFoundError as error:
        _log.error("the archived copy %s is not in the storage: put it back from a backup", name)
        raise CopyGone(
            _("The file of this copy is missing. Whoever runs this platform can put it back from a backup.")
        ) from error
    found = sha256_of(file)
    if found != sha256:
        file.close()
        _log.error("the archived copy %s has the hash %s: put it back from a backup", name, found)
        raise CopyDamaged(
            _(
                "The file of this copy is not the one that was kept, so it is not shown. "
                "Whoever runs this platform can put it back from a backup."
            )
        )
    file.seek(0)
    return file


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
