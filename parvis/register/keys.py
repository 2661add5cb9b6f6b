"""The key that signs checkpoints: one file, for its owner's eyes only. Its name is the log's origin, for life."""

import os
import secrets
import sys
from pathlib import Path

from django.conf import settings

from .errors import KeyMissing
from .notes import Signer


def signer() -> Signer:
    """The key of this log. A demonstration makes its own; in production it must be there. Raises `KeyMissing`."""
    path = Path(settings.REGISTER_KEY)
    if not path.exists():
        if settings.PRODUCTION:
            raise KeyMissing(
                f"The register's signing key is not at {path} (PARVIS_REGISTER_KEY). Put it back from its safe copy. "
                f"A new log gets one with: python -m parvis.register.keys {settings.REGISTER_ORIGIN} {path}"
            )
        make_key(settings.REGISTER_ORIGIN, path)
    try:
        key = Signer.parse(path.read_text())
    except ValueError as error:
        raise KeyMissing(f"{path} holds no signing key: {error}") from None
    if settings.PRODUCTION and key.name != settings.REGISTER_ORIGIN:
        raise KeyMissing(
            f"The key at {path} is of the log {key.name}, but the settings say {settings.REGISTER_ORIGIN} "
            "(PARVIS_REGISTER_ORIGIN). A log keeps its origin for life."
        )
    return key


def make_key(origin: str, path: Path) -> None:
    """Write a new key. Of two processes that make one at the same time, the first keeps its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{Signer(origin, secrets.token_bytes(32))}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


if __name__ == "__main__":
    make_key(sys.argv[1], Path(sys.argv[2]))
