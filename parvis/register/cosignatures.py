"""Cosignatures: that someone saw a checkpoint, when, and found that it grew out of the one before.

C2SP tlog-cosignature v1.1: Ed25519 (0x04) and ML-DSA-44 (0x06, which quantum computers do not break). The log's own
second signature is of the latter type.
"""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from .notes import State, encoded, key_id, read_skey, read_vkey, signature_line, signatures_of

ED25519, ML_DSA_44 = b"\x04", b"\x06"
_PUBLIC_LENGTH = {ED25519: 32, ML_DSA_44: 1312}
_TIME = struct.Struct(">Q")
_LAST_TIME = int(datetime.max.replace(tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class CosignerKey:
    """The public key of someone who cosigns, its type and the name it signs under."""

    name: str
    kind: bytes
    public: bytes

    @classmethod
    def parse(cls, vkey: str) -> "CosignerKey":
        """Read `name+keyid+base64`. Raises ValueError for anything but a cosigner's key that fits its own id."""
        key = cls(*read_vkey(vkey))
        if len(key.public) != _PUBLIC_LENGTH.get(key.kind):
            raise ValueError("not a cosigner's key: neither Ed25519 (type 4) nor ML-DSA-44 (type 6)")
        return key

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encoded(self.kind + self.public)}"

    def __repr__(self) -> str:
        return f"CosignerKey({self.name!r}, {self.key_id.hex()})"

    def opened(self, note: str) -> str:
        """The note's text. Raises ValueError unless this key cosigned it."""
        if self.cosigned_at(note) is None:
            raise ValueError(f"not signed by {self.name}")
        return note[: note.rindex("\n\n") + 1]

    def cosigned_at(self, note: str) -> datetime | None:
        """When this key cosigned a checkpoint; None when it did not. Raises ValueError for a false signature."""
        text, signatures = signatures_of(self.name, self.key_id, note)
        times = [self._verified(text, signature) for signature in signatures]
        return max(times, default=None)

    def _verified(self, text: str, signature: bytes) -> datetime:
        at = _TIME.unpack(signature[:8])[0] if len(signature) > 8 else 0
        if not 0 < at <= _LAST_TIME:
            raise ValueError(f"the cosignature of {self.name} has no time")
        try:
            self._verify(signature[8:], _message(self.name, self.kind, text, at))
        except InvalidSignature:
            raise ValueError(f"the cosignature of {self.name} does not hold") from None
        return datetime.fromtimestamp(at, UTC)

    def _verify(self, signature: bytes, message: bytes) -> None:
        if self.kind == ED25519:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        else:
            MLDSA44PublicKey.from_public_bytes(self.public).verify(signature, message)


@dataclass(frozen=True)
class Cosigner:
    """A private key (its 32-byte seed), its type, and the name it cosigns under."""

    name: str
    kind: bytes
    seed: bytes

    @classmethod
    def parse(cls, skey: str) -> "Cosigner":
        """Read `PRIVATE+KEY+name+keyid+base64`. Raises ValueError for anything but a key that fits its own id."""
        name, named, kind, seed = read_skey(skey)
        if kind not in _PUBLIC_LENGTH:
            raise ValueError("not a cosigner's key")
        cosigner = cls(name, kind, seed)
        if cosigner.key.key_id != named:
            raise ValueError("the cosigner's key does not fit its own id")
        return cosigner

    @property
    def key(self) -> CosignerKey:
        return CosignerKey(self.name, self.kind, self._private().public_key().public_bytes_raw())

    def __str__(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.key.key_id.hex()}+{encoded(self.kind + self.seed)}"

    def __repr__(self) -> str:
        return f"Cosigner({self.name!r})"

    def line(self, text: str, at: datetime) -> str:
        """The signature line under a checkpoint's text."""
        seconds = int(at.timestamp())
        signature = self._private().sign(_message(self.name, self.kind, text, seconds))
        return signature_line(self.name, self.key.key_id + _TIME.pack(seconds) + signature)

    def _private(self) -> Ed25519PrivateKey | MLDSA44PrivateKey:
        if self.kind == ED25519:
            return Ed25519PrivateKey.from_private_bytes(self.seed)
        return MLDSA44PrivateKey.from_seed_bytes(self.seed)


def _message(name: str, kind: bytes, text: str, at: int) -> bytes:
    """What is signed. Raises ValueError where the type says more than a name of 255 bytes can carry."""
    if kind == ED25519:
        return f"cosignature/v1\ntime {at}\n{text}".encode()
    state = State.parse(text)
    names = [who.encode() for who in (name, state.origin)]
    if max(map(len, names)) > 255:
        raise ValueError("a name is longer than 255 bytes")
    cosigner, origin = (len(who).to_bytes(1, "big") + who for who in names)
    return b"subtree/v1\n\0" + cosigner + _TIME.pack(at) + origin + struct.pack(">QQ", 0, state.size) + state.root
