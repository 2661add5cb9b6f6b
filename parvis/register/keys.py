"""The keys of this log: one file each, for its owner's eyes only. Their name is the log's origin, for life."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from django.conf import settings

from .cosignatures import ML_DSA_44, Cosigner
from .errors import KeyMissing
from .notes import Signer


class Named(Protocol):
    @property
    def name(self) -> str: ...


Key = TypeVar("Key", bound=Named)

TYPES: dict[str, Callable[[str], Signer | Cosigner]] = {
    "ed25519": lambda origin: Signer(origin, new_seed()),
    "ml-dsa-44": lambda origin: Cosigner(origin, ML_DSA_44, new_seed()),
}


def signer() -> Signer:
    """The key of this log. A demonstration makes its own; in production it must be there. Raises `KeyMissing`."""
    return _key(Path(settings.REGISTER_KEY), "ed25519", Signer.parse, "PARVIS_REGISTER_KEY")


def second_signer() -> Cosigner | None:
    """The ML-DSA-44 key whose line follows on each checkpoint, where the settings ask for it. Raises `KeyMissing`."""
    if not settings.REGISTER_SECOND_KEY:
        return None
    key = _key(Path(settings.REGISTER_SECOND_KEY), "ml-dsa-44", Cosigner.parse, "PARVIS_REGISTER_SECOND_KEY")
    if key.kind != ML_DSA_44:
        raise KeyMissing(f"The key at {settings.REGISTER_SECOND_KEY} (PARVIS_REGISTER_SECOND_KEY) is not ML-DSA-44.")
    return key


def _key(path: Path, type_: str, parse: Callable[[str], Key], setting: str) -> Key:
    if not path.exists():
        if settings.PRODUCTION:
            raise KeyMissing(
                f"The register's signing key is not at {path} ({setting}). Put it back from its safe copy. "
                f"A new log gets one with: parvis make-key --type {type_} {settings.REGISTER_ORIGIN} {path}"
            )
        make_key(type_, settings.REGISTER_ORIGIN, path)
    try:
        key = parse(path.read_text())
    except ValueError as error:
        raise KeyMissing(f"{path} holds no signing key: {error}") from None
    if settings.PRODUCTION and key.name != settings.REGISTER_ORIGIN:
        raise KeyMissing(
            f"The key at {path} is of the log {key.name}, but the settings say {settings.REGISTER_ORIGIN} "
            "(PARVIS_REGISTER_ORIGIN). A log keeps its origin for life."
        )
    return key


def new_seed() -> bytes:
    return secrets.token_bytes(32)


def make_key(type_: str, name: str, path: Path) -> bool:
    """Write a new key of one of `TYPES`; False where there is a file already, which is left as it is."""
    return write_key(TYPES[type_](name), path)


def write_key(key: Signer | Cosigner, path: Path) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as file:
        file.write(f"{key}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def verifier_key(key: Signer | Cosigner) -> str:
    return str(key.verifier if isinstance(key, Signer) else key.key)
