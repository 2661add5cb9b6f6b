"""Files in the storage under their hash: written once, and given back only while the hash is still theirs."""

import hashlib
import logging
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from .errors import CopyDamaged, CopyGone

_STEP = 256 * 1024
_log = logging.getLogger(__name__)


def sha256_of(file: IO[bytes]) -> str:
    hashed = hashlib.sha256()
    while part := file.read(_STEP):
        hashed.update(part)
    return hashed.hexdigest()


def kept(name: str, file: File, sha256: str) -> str:
    """Where it is now. What lies there with another hash was left by a crash or changed since: it is written again."""
    if default_storage.exists(name):
        with default_storage.open(name, "rb") as there:
            found = sha256_of(there)
        if found == sha256:
            return name
        _log.warning("the file %s has the hash %s: it is written again", name, found)
        default_storage.delete(name)
    return default_storage.save(name, file)


def opened(name: str, sha256: str) -> IO[bytes]:
    """The file, at its first byte, its hash checked just now. Raises `CopyGone`, `CopyDamaged`."""
    try:
        file: IO[bytes] = default_storage.open(name, "rb")
    except FileNotFoundError as error:
        _log.error("the file %s is not in the storage: put it back from a backup", name)
        raise CopyGone(_("The file is missing. Whoever runs this platform can put it back from a backup.")) from error
    found = sha256_of(file)
    if found != sha256:
        file.close()
        _log.error("the file %s has the hash %s: put it back from a backup", name, found)
        raise CopyDamaged(
            _(
                "The file is not the one that was kept, so it is not shown. "
                "Whoever runs this platform can put it back from a backup."
            )
        )
    file.seek(0)
    return file
