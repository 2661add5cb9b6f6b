"""Second-factor secrets are stored encrypted, so that a copy of the database alone signs nobody in."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """Raises InvalidToken when no secret key of the installation fits."""
    return _cipher().decrypt(encrypted.encode()).decode()


def _cipher() -> MultiFernet:
    """The first key encrypts; keys put aside in SECRET_KEY_FALLBACKS still decrypt."""
    return MultiFernet(
        [Fernet(_derived(key)) for key in [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]]
    )


def _derived(secret_key: str) -> bytes:
    derivation = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"parvis second factor v1")
    return base64.urlsafe_b64encode(derivation.derive(secret_key.encode()))
