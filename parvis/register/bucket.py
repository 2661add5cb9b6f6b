from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import S3Store

from .errors import PublishedMeanwhile, StoreUnreachable
from .tiles import headers

PATIENCE = timedelta(seconds=15)
AT_ONCE = 1000  # S3 takes no more in one deletion


class Bucket:
    """The published files in storage that speaks S3. What it has acknowledged is whole and durable.

    Key, region and endpoint come from the environment's usual names (`AWS_ACCESS_KEY_ID` …). Raises `StoreUnreachable`.
    """

    def __init__(self, name: str, prefix: str = "", *, allow_http: bool = False) -> None:
        self._where = f"s3://{name}/{prefix}"
        self._objects = S3Store(
            name,
            prefix=prefix or None,
            client_options={"connect_timeout": "5s", "timeout": "10s", "allow_http": allow_http},
            retry_config={"max_retries": 3, "retry_timeout": PATIENCE},
        )

    def __str__(self) -> str:
        return self._where

    def prepare(self) -> None:
        """Nothing to clear: an interrupted write leaves nothing."""

    def read(self, path: str) -> bytes | None:
        return self._read(path)[0]

    def write(self, path: str, data: bytes) -> None:
        with self._reached():
            self._objects.put(path, data, attributes=headers(path))

    def replace(self, path: str, data: bytes, *, before: bytes | None) -> None:
        stored, tag = self._read(path)
        if stored != before:
            raise PublishedMeanwhile(path)
        with self._reached():
            try:
                self._objects.put(
                    path, data, attributes=headers(path), mode="create" if tag is None else {"e_tag": tag}
                )
            except (AlreadyExistsError, PreconditionError):
                raise PublishedMeanwhile(path) from None

    def list(self, folder: str) -> Iterator[str]:
        with self._reached():
            for batch in self._objects.list(folder):
                yield from (found["path"] for found in batch)

    def delete(self, paths: Iterable[str]) -> None:
        gone = list(paths)
        with self._reached():
            for first in range(0, len(gone), AT_ONCE):
                self._objects.delete(gone[first : first + AT_ONCE])

    def settle(self) -> None:
        """What was acknowledged is settled."""

    def _read(self, path: str) -> tuple[bytes | None, str | None]:
        """The content and the tag it had."""
        with self._reached():
            try:
                found = self._objects.get(path)
            except FileNotFoundError:
                return None, None
            return bytes(found.bytes()), found.meta["e_tag"]

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except BaseError as error:
            raise StoreUnreachable(f"{self}: {str(error).splitlines()[0]}") from error
