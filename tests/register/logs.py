"""Logs and witnesses that live only in tests."""

import threading
import urllib.request
from contextlib import contextmanager
from urllib.error import HTTPError

from parvis.register.cosignatures import ED25519, Cosigner
from parvis.register.notes import Signer, State, encoded
from parvis.register.tree import CompactRange, consistency_proof, leaf_hash, node_hash
from parvis.register.witness.memory import Memory
from parvis.register.witness.protocol import Witness
from parvis.register.witness.server import Server

KEY = Signer("example.org/register", bytes(32))


class Log:
    """All of its leaves in memory. `branch` makes other leaves from the entry `at` on: a fork."""

    def __init__(self, size, *, branch="", at=0, key=KEY):
        self.key = key
        self.leaves = [leaf_hash(f"{branch if index >= at else ''}{index}".encode()) for index in range(size)]

    def node(self, height, index):
        hashes = self.leaves[index << height : (index + 1) << height]
        while len(hashes) > 1:
            hashes = [node_hash(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=True)]
        return hashes[0]

    def state(self, size):
        tree = CompactRange()
        for leaf in self.leaves[:size]:
            tree.append(leaf)
        return State(self.key.name, size, tree.root())

    def checkpoint(self, size):
        return self.key.signed(str(self.state(size)))

    def proof(self, old, new):
        return consistency_proof(old, new, self.node) if 0 < old < new else []

    def request(self, old, new, proof=None):
        """The body of `add-checkpoint`."""
        lines = [f"old {old}", *map(encoded, self.proof(old, new) if proof is None else proof), ""]
        return ("\n".join(lines) + "\n" + self.checkpoint(new)).encode()


def witness(folder, name="witness.example/w1", *, kind=ED25519, keys=(KEY.verifier,), seed=1, **more):
    folder.mkdir(parents=True, exist_ok=True)
    logs = {}
    for key in keys:
        logs.setdefault(key.name, []).append(key)
    return Witness(Cosigner(name, kind, bytes([seed] * 32)), logs, Memory(folder / "seen.sqlite3"), **more)


@contextmanager
def serving(witness):
    """The witness behind HTTP, in a thread of this process."""
    server = Server("127.0.0.1", 0, witness)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(url, body, path="/add-checkpoint"):
    try:
        with urllib.request.urlopen(urllib.request.Request(url + path, data=body)) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read()
