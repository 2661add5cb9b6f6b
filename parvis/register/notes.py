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
        name, kind, public = read_vkey(vkey)
        if kind != ED25519 or len(public) != 32:
            raise ValueError("not an Ed25519 verifier key")
        return cls(name, public)

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, ED25519, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encoded(ED25519 + self.public)}"

    def opened(self, note: str) -> str:
        """The note's text. Raises ValueError unless this key signed it; lines of other keys are passed over."""
        text, ours = signatures_of(self.name, self.key_id, note)
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
        name, key_id, kind, seed = read_skey(skey)
        if kind != ED25519:
            raise ValueError("not an Ed25519 signer key")
        signer = cls(name, seed)
        if signer.verifier.key_id != key_id:
            raise ValueError("the signer key does not fit its own id")
        return signer

    def __str__(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{encoded(ED25519 + self.seed)}"

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def signed(self, text: str) -> str:
        if not text.endswith("\n"):
            raise ValueError("a note ends with a newline")
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"{text}\n{signature_line(self.name, self.verifier.key_id + signature)}"


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
            state = cls(origin, int(size), decoded(root))
        except ValueError:
            raise ValueError("not a checkpoint") from None
        if not text.startswith(str(state)) or len(state.root) != 32 or state.size < 0 or not origin:
            raise ValueError("not a checkpoint")
        return state

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"


def proof_text(index: int, proof: Sequence[bytes], checkpoint: str, *, extra: bytes = b"") -> str:
    """A receipt anyone can check offline: the entry's place, the path to the root, the signed root.

    `extra` is carried along and proves nothing by itself; ours is the entry, to be hashed.
    """
    lines = [PROOF_HEADER, *([f"extra {encoded(extra)}"] if extra else []), f"index {index}", *map(encoded, proof)]
    return "\n".join(lines) + f"\n\n{checkpoint}"


def key_id(name: str, kind: bytes, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]


def read_vkey(vkey: str) -> tuple[str, bytes, bytes]:
    """Name, signature type (one byte) and public key of `name+keyid+base64`. Raises ValueError."""
    name, _plus, rest = vkey.strip().partition("+")
    named, _plus, base64_ = rest.partition("+")
    raw = decoded(base64_)
    if not name or name.split() != [name] or key_id(name, raw[:1], raw[1:]).hex() != named:
        raise ValueError("not a verifier key that fits its own id")
    return name, raw[:1], raw[1:]


def read_skey(skey: str) -> tuple[str, bytes, bytes, bytes]:
    """Name, key id, signature type and 32-byte seed of `PRIVATE+KEY+name+keyid+base64`. Raises ValueError."""
    private, key, name, named, base64_ = [*skey.strip().split("+", 4), *[""] * 5][:5]
    raw = decoded(base64_)
    if (private, key, len(raw)) != ("PRIVATE", "KEY", 33) or name.split() != [name]:
        raise ValueError("not a signer key")
    return name, bytes.fromhex(named), raw[:1], raw[1:]


def signature_line(name: str, signature: bytes) -> str:
    """`signature` begins with the key's id."""
    return f"{_SIGNATURE_MARK}{name} {encoded(signature)}\n"


def signatures_of(name: str, key_id: bytes, note: str) -> tuple[str, list[bytes]]:
    """The text of a note, and what one key signed it with, without the key's id. Raises ValueError."""
    text, signatures = split(note)
    return text, [signature[4:] for who, signature in signatures if (who, signature[:4]) == (name, key_id)]


def split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text, and each signature with its signer's name; nothing is verified. Raises ValueError."""
    text, blank, block = note.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise ValueError("not a signed note")
    signatures = []
    for line in block[:-1].split("\n"):
        name, _space, base64_ = line.removeprefix(_SIGNATURE_MARK).partition(" ")
        raw = decoded(base64_)
        if not line.startswith(_SIGNATURE_MARK) or not name or len(raw) < 5:
            raise ValueError("not a signed note")
        signatures.append((name, raw))
    return f"{text}\n", signatures


def encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError(f"not base64: {text!r}") from None
