"""Keys of the two kinds that cosign (C2SP tlog-cosignature), and their lines on a checkpoint."""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from parvis.register.notes import State

from . import logs

ED25519, ML_DSA_44 = 4, 6
NOON = 1_790_000_000


@dataclass(frozen=True)
class Cosigner:
    name: str
    kind: int
    seed: bytes

    @property
    def secret(self):
        kinds = {ED25519: Ed25519PrivateKey.from_private_bytes, ML_DSA_44: MLDSA44PrivateKey.from_seed_bytes}
        return kinds[self.kind](self.seed)

    @property
    def public(self) -> bytes:
        return bytes([self.kind]) + self.secret.public_key().public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(self.public).decode()}"

    def line(self, text: str, at: int = NOON) -> str:
        moment = at.to_bytes(8, "big")
        if self.kind == ED25519:
            message = f"cosignature/v1\ntime {at}\n{text}".encode()
        else:
            state = State.parse(text)
            message = b"subtree/v1\n\x00" + bytes([len(self.name)]) + self.name.encode() + moment
            message += bytes([len(state.origin)]) + state.origin.encode() + (0).to_bytes(8, "big")
            message += state.size.to_bytes(8, "big") + state.root
        raw = self.key_id + moment + self.secret.sign(message)
        return f"— {self.name} {base64.b64encode(raw).decode()}\n"


def cosigned(note: str, *cosigners: Cosigner) -> str:
    text = note.partition("\n\n")[0] + "\n"
    return note + "".join(cosigner.line(text) for cosigner in cosigners)


LOG_ML_DSA = Cosigner(logs.KEY.name, ML_DSA_44, bytes([1] * 32))
WITNESS = Cosigner("witness.test/w1", ED25519, bytes([2] * 32))
OTHER_WITNESS = Cosigner("witness.test/w2", ML_DSA_44, bytes([3] * 32))
THIRD_WITNESS = Cosigner("witness.test/w3", ED25519, bytes([4] * 32))
