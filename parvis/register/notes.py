"""Signed notes and what the log says in them: C2SP signed-note, tlog-checkpoint and tlog-proof, with Ed25519 keys."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
PROOF_HEADER = "c2sp.org/tlog-proof@v1"
_SIGNATURE_MARK = "— "


@dataclass(frozen=True)
class Verifier:
    """A public key and the name it signs under."""

    name: str
    public: bytes

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """Read `name+keyid+base64`. Raises ValueError for anything but an Ed25519 key that fits its own id."""
        name, _plus, rest = vkey.strip().partition("+")
        key_id, _plus, encoded = rest.partition("+")
        raw = _decoded(encoded)
        verifier = cls(name, raw[1:])
        if raw[:1] != ED25519 or len(raw) != 33 or not name or verifier.key_id.hex() != key_id:
            raise ValueError("not an Ed25519 verifier key")
        return verifier

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_encoded(ED25519 + self.public)}"

    def opened(self, note: str) -> str:
        """The note's text. Raises ValueError unless this key signed it; lines of other keys are passed over."""
        text, signatures = _split(note)
        ours = [signature[4:] for name, signature in signatures if (name, signature[:4]) == (self.name, self.key_id)]
        if not ours:
            raise ValueError(f"not signed by {self.name}")
        for signature in ours:
            try:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
            except InvalidSignature:
                raise ValueError(f"the signature of {self.name} does not hold") from None
        return text


@dataclass(frozen=True)
class Signer:
    """A private key (its 32-byte seed) and the name it signs under. The text form is that of Go's sumdb/note."""

    name: str
    seed: bytes

    @classmethod
    def parse(cls, skey: str) -> "Signer":
        """Read `PRIVATE+KEY+name+keyid+base64`. Raises ValueError for anything but a key that fits its own id."""
        private, key, name, key_id, encoded = [*skey.strip().split("+", 4), *[""] * 5][:5]
        raw = _decoded(encoded)
        if (private, key, raw[:1], len(raw)) != ("PRIVATE", "KEY", ED25519, 33) or not name:
            raise ValueError("not an Ed25519 signer key")
        signer = cls(name, raw[1:])
        if signer.verifier.key_id.hex() != key_id:
            raise ValueError("the signer key does not fit its own id")
        return signer

    def __str__(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{_encoded(ED25519 + self.seed)}"

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def signed(self, text: str) -> str:
        if not text.endswith("\n"):
            raise ValueError("a note ends with a newline")
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"{text}\n{_SIGNATURE_MARK}{self.name} {_encoded(self.verifier.key_id + signature)}\n"


@dataclass(frozen=True)
class State:
    """What a checkpoint says of a log: how many entries, and the root of the tree over them."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> "State":
        """Read a checkpoint, signed or not; the signatures are not looked at. Raises ValueError."""
        try:
            origin, size, root = text.split("\n")[:3]
            state = cls(origin, int(size), _decoded(root))
        except ValueError:
            raise ValueError("not a checkpoint") from None
        if not text.startswith(str(state)) or len(state.root) != 32 or state.size < 0 or not origin:
            raise ValueError("not a checkpoint")
        return state

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"


def proof_text(index: int, proof: Sequence[bytes], checkpoint: str, *, extra: bytes = b"") -> str:
    """A receipt anyone can check offline: the entry's place, the path to the root, the signed root.

    `extra` is carried along and proves nothing by itself; ours is the entry, to be hashed.
    """
    lines = [PROOF_HEADER, *([f"extra {_encoded(extra)}"] if extra else []), f"index {index}", *map(_encoded, proof)]
    return "\n".join(lines) + f"\n\n{checkpoint}"


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    text, blank, block = note.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise ValueError("not a signed note")
    signatures = []
    for line in block[:-1].split("\n"):
        name, _space, encoded = line.removeprefix(_SIGNATURE_MARK).partition(" ")
        raw = _decoded(encoded)
        if not line.startswith(_SIGNATURE_MARK) or not name or len(raw) < 5:
            raise ValueError("not a signed note")
        signatures.append((name, raw))
    return f"{text}\n", signatures


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError(f"not base64: {text!r}") from None
