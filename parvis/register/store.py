"""Where the log is published: a folder, or storage that speaks S3."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from .bucket import Bucket
from .errors import StoreUnknown
from .folder import Folder

S3 = "s3://"


class Store(Protocol):
    """Files by path. Each appears whole or not at all; what fails raises OSError. `str` says where, for people."""

    def prepare(self) -> None: ...

    def read(self, path: str) -> bytes | None: ...

    def write(self, path: str, data: bytes) -> None: ...

    def replace(self, path: str, data: bytes, *, before: bytes | None) -> None:
        """Write over `before`, and over nothing else: raises `PublishedMeanwhile`. None where no file may be yet."""

    def list(self, folder: str) -> Iterator[str]:
        """The paths of the files in a folder and those below it, in any order."""

    def delete(self, paths: Iterable[str]) -> None: ...

    def settle(self) -> None:
        """Return once all that was written is durable."""


def store() -> Store:
    """Raises `StoreUnknown`."""
    return at(settings.REGISTER_STORE) if settings.REGISTER_STORE else Folder(Path(settings.REGISTER_FOLDER))


@cache
def at(address: str) -> Store:
    """One client for each address: it keeps its connections."""
    name, _slash, prefix = address.removeprefix(S3).partition("/")
    if not address.startswith(S3) or not name:
        raise StoreUnknown(
            f"PARVIS_REGISTER_STORE is {address!r}; it must be s3://BUCKET, s3://BUCKET/PREFIX, or empty for a folder."
        )
    return Bucket(name, prefix.strip("/"), allow_http=settings.REGISTER_STORE_OVER_HTTP)
