#!/usr/bin/env python3
"""Verify a public register, or a receipt from one, without trusting whoever keeps it.

    python3 verify.py https://example.org/register/log --key 'example.org/register/log+1a2b3c4d+AbCd…'
    python3 verify.py FOLDER --key policy.txt --since checkpoint-of-last-year
    python3 verify.py parvis-123.tlog-proof --key policy.txt --object report.pdf

This one file needs Python 3.11 and the package `cryptography`. It shares no code with the program that writes the
register, so that a mistake there is not made here as well. In order: keys and signatures, where bytes come from, the
audit of a log, a receipt, published content, the command.

The formats are those of C2SP (signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy, tlog-proof, tlog-tiles), the
hashes those of RFC 6962. Exit codes: 0 it holds; 1 it does not, and what is wrong first is named; 2 it cannot be read,
or no key was given.
"""

import argparse
import base64
import http.client
import json
import os
import re
import sys
import time
import zlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote, urlsplit

try:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    print("verify.py needs the package `cryptography`: pip install cryptography", file=sys.stderr)
    sys.exit(2)

NO_KEY = """A key that lies beside the log proves nothing: whoever rewrites the log replaces it too.
Take the log's key (name+id+base64) or a policy file from somewhere else: the government's annual report on paper, the
DNS TXT record of its domain, the source repository, a witness, someone you trust. Then add --key VKEY or --key FILE."""

NOTE_LIMIT = 1 << 20  # bytes of a checkpoint, a receipt or a policy: far above 16 signatures of 5 kB
OBJECT_LIMIT = 1 << 30
ENTRY_LIMIT = 2 + 0xFFFF  # an entry after its length in two bytes
CONNECTIONS = 4
AHEAD = 16  # files asked for before they are needed
ENTRIES = "entries"
MOST_FOUND = 10
MOST_LINKS = 40  # that follow one another, as Linux has it
MOST_NESTED = 500  # an act has a few; Python reads more than it can write
UNSALTED = """neither of its bytes nor of its canonical JSON.
What is not public was hashed with a salt: whoever has that adds --salt HEX. What each kind of act hashes stands in
docs/verify.md."""
SALTED = """made with this salt, neither of its bytes nor of its canonical JSON.
Content or salt is another; without --salt, digests of what is public are looked for."""


class DoesNotHold(Exception):
    """What was claimed is not so."""


class Unreadable(Exception):
    """It cannot be said whether it is so."""


class TooLong(Unreadable):
    """There is more of it than it may have. Of a file of a log, which could have no more, that is said to be so."""


# --- Keys and signatures ---

ED25519, ED25519_COSIGNATURE, ML_DSA_44 = 0x01, 0x04, 0x06
PUBLIC_LENGTH = {ED25519: 32, ED25519_COSIGNATURE: 32, ML_DSA_44: 1312}


@dataclass(frozen=True)
class Key:
    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        name = self.name.encode(errors="surrogateescape")
        return sha256(name + b"\n" + bytes([self.kind]) + self.public).digest()[:4]


@dataclass
class Policy:
    """Whom to believe: a log's own signature, with the cosignatures of enough witnesses."""

    logs: list[Key] = field(default_factory=list)
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str = "none"

    @property
    def asked(self) -> str:
        needed, members = self.groups.get(self.quorum, (1, []))
        return f"{needed} of {len(members)} ({self.quorum})" if members else self.quorum

    def is_met(self, by: Iterable[str]) -> bool:
        met = {"none", *by}
        for name, (needed, members) in self.groups.items():  # each is defined after its members
            if sum(member in met for member in members) >= needed:
                met.add(name)
        return self.quorum in met


@dataclass(frozen=True)
class Checkpoint:
    """How many entries a log has, the root of the tree over them, and who says so (witnesses with the time, UTC)."""

    origin: str
    size: int
    root: bytes
    signed_by: tuple[str, ...] = ()
    witnessed: tuple[tuple[str, str], ...] = ()


def decoded(text: str) -> bytes:
    """Base64 as RFC 4648 writes it. Another spelling of the same bytes is refused, so that no byte changes unseen."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("not base64 as it is written")
    return raw


def read_vkey(text: str) -> Key:
    """Read `name+id+base64`, the id in hex. Raises ValueError, which says what is wrong."""
    name, key_id, encoded = [*text.split("+", 2), "", ""][:3]
    if not name or not encoded:
        raise ValueError("it is not name+id+base64")
    if re.search(r"\s", text):
        raise ValueError("there is a space or a line break in it")
    try:
        raw = decoded(encoded)
    except ValueError:
        raise ValueError("its last part is not whole base64") from None
    key = Key(name, raw[0] if raw else 0, raw[1:])
    if PUBLIC_LENGTH.get(key.kind) != len(key.public):
        raise ValueError("its last part is no key of a known type, or not the whole of one")
    if key_id != key.id.hex():
        is_capital = key_id.lower() == key.id.hex()
        raise ValueError("its id is written in small letters" if is_capital else "it holds no key that fits its own id")
    return key


def read_policy(content: bytes) -> Policy:
    """Read a tlog-policy file."""
    policy, named, free, quorums = Policy(), {"none"}, set[str](), 0

    def define(name: str) -> str:
        if name in named:
            raise ValueError("the name is taken")
        named.add(name)
        free.add(name)
        return name

    for number, line in enumerate(content.split(b"\n"), 1):
        words = re.findall(r"[^ \t]+", line.decode(errors="surrogateescape"))
        try:
            if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line):
                raise ValueError("it holds a control character (perhaps line ends of Windows)")
            match words:
                case []:
                    pass
                case [first, *_] if first.startswith("#"):
                    pass
                case ["log", key] | ["log", key, _]:
                    policy.logs.append(_another(key, policy.logs, {ED25519, ML_DSA_44}))
                case ["witness", name, key] | ["witness", name, key, _]:
                    witness = _another(key, policy.witnesses.values(), {ED25519_COSIGNATURE, ML_DSA_44})
                    policy.witnesses[define(name)] = witness
                case ["group", name, needed, *members] if members:
                    if not free.issuperset(members) or len(set(members)) < len(members):
                        raise ValueError("each member is a name defined before, in one group only")
                    policy.groups[define(name)] = _threshold(needed, len(members)), members
                    free.difference_update(members)
                case ["quorum", name] if name in named:
                    policy.quorum, quorums = name, quorums + 1
                case _:
                    raise ValueError("it says nothing that a policy can say")
        except ValueError as error:
            raise Unreadable(f"Line {number} of the policy cannot be used: {error}.") from None
    if quorums != 1 or not policy.logs:
        raise Unreadable("A policy names a log and has exactly one quorum line (`quorum none` where none is needed).")
    return policy


def _another(text: str, known: Iterable[Key], kinds: set[int]) -> Key:
    key = read_vkey(text)
    if key.kind not in kinds:
        raise ValueError("a key of this type does not sign here")
    if any(key.public == other.public for other in known):
        raise ValueError("the same key stands there twice")
    return key


def _threshold(needed: str, members: int) -> int:
    number = {"any": 1, "all": members}.get(needed) or (int(needed) if re.fullmatch("[1-9][0-9]{0,5}", needed) else 0)
    if not 1 <= number <= members:
        raise ValueError("a group asks for `any`, `all`, or as many of its members as it has")
    return number


def read_checkpoint(text: str) -> Checkpoint:
    """Read a note's text; that someone signed it is for `opened` to say. Raises ValueError."""
    origin, size, root, *extensions = text.split("\n")
    if not origin or not re.fullmatch("0|[1-9][0-9]{0,17}", size) or extensions[-1:] != [""] or "" in extensions[:-1]:
        raise ValueError
    if len(raw := decoded(root)) != 32:
        raise ValueError
    return Checkpoint(origin, int(size), raw)


def opened(note: bytes, policy: Policy, what: str) -> Checkpoint:
    """The checkpoint in a signed note, once a log of the policy has signed it. Witnesses are listed, not counted."""
    try:
        text, _blank, block = note.decode().rpartition("\n\n")
        text += "\n"
        if re.search(r"[\x00-\x09\x0b-\x1f]", text + block) or not block.endswith("\n"):
            raise ValueError
        lines = [re.fullmatch(r"— ([^\s+]+) (\S+)", line) for line in block[:-1].split("\n")]
        signatures = [(line[1], decoded(line[2])) for line in lines if line]
        if len(signatures) < len(lines) or any(len(raw) < 5 for _name, raw in signatures):
            raise ValueError
        said = read_checkpoint(text)
    except ValueError:
        raise Unreadable(f"{what} is no checkpoint, or no longer whole.") from None
    known = {(key.name, key.id): ("", key) for key in policy.logs if key.name == said.origin}
    known |= {(key.name, key.id): (name, key) for name, key in policy.witnesses.items()}
    signed, witnessed = [], {}
    for name, raw in signatures:
        witness, key = known.get((name, raw[:4]), ("", None))
        if key is None:
            continue  # unknown keys are passed over, as signed-note asks
        if not _is_signed(key, text, said, raw[4:]):
            raise DoesNotHold(f"{what}: the signature of {name} does not hold. The text or the signature was changed.")
        if witness:
            witnessed[witness] = _instant(int.from_bytes(raw[4:12], "big"))
        else:
            signed.append(f"{name}+{key.id.hex()}")
    if not signed:
        raise DoesNotHold(
            f"{what} of the log {said.origin} is not signed with the key that you gave. It belongs to another log, or "
            "was signed with another key: ask, by another way than this log, whether its key was ever replaced."
        )
    return Checkpoint(said.origin, said.size, said.root, tuple(signed), tuple(witnessed.items()))


def trusted(note: bytes, policy: Policy, what: str) -> Checkpoint:
    """The checkpoint, once it also has the cosignatures that the policy asks for."""
    said = opened(note, policy, what)
    by = dict(said.witnessed)
    if not policy.is_met(by):
        raise DoesNotHold(
            f"{what} has too few cosignatures: the policy asks for {policy.asked}, and there are those of "
            f"{', '.join(by) or 'no witness'}. Where witnesses are late, a newer checkpoint may have them."
        )
    return said


def _is_signed(key: Key, text: str, said: Checkpoint, signature: bytes) -> bool:
    message, moment = text.encode(), b""
    if key.kind != ED25519:
        moment, signature = signature[:8], signature[8:]
        if int.from_bytes(moment, "big") >= 1 << 63:
            return False
    if key.kind == ED25519_COSIGNATURE:
        message = b"cosignature/v1\ntime %d\n" % int.from_bytes(moment, "big") + message
    if key.kind == ML_DSA_44:
        whose, origin = key.name.encode(), said.origin.encode()
        if max(len(whose), len(origin)) > 255:
            return False
        whose, origin = bytes([len(whose)]) + whose, bytes([len(origin)]) + origin
        message = b"subtree/v1\n\0" + whose + moment + origin + bytes(8) + said.size.to_bytes(8, "big") + said.root
    try:
        _public_key(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _public_key(key: Key) -> Any:
    if key.kind != ML_DSA_44:
        return Ed25519PublicKey.from_public_bytes(key.public)
    try:
        from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

        return MLDSA44PublicKey.from_public_bytes(key.public)
    except (ImportError, UnsupportedAlgorithm):
        raise Unreadable("An ML-DSA-44 signature needs a newer `cryptography`: pip install -U cryptography") from None


def _instant(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return f"{seconds} seconds after 1970"


# --- Where bytes come from ---


@dataclass(frozen=True)
class File:
    """A file of a log: entries, or the hashes at a level. It holds `width` of them, of at most 256, from `start` on."""

    level: str
    index: int
    width: int

    @property
    def start(self) -> int:
        return self.index * 256

    @property
    def whole(self) -> str:
        """Where it lies once it holds 256."""
        digits = str(self.index)
        *groups, last = re.findall("...", digits.zfill(-(-len(digits) // 3) * 3))
        return "/".join(["tile", self.level, *(f"x{group}" for group in groups), last])

    @property
    def path(self) -> str:
        return self.whole if self.width == 256 else f"{self.whole}.p/{self.width}"

    def limit(self, width: int) -> int:
        return width * (ENTRY_LIMIT if self.level == ENTRIES else 32)


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str, limit: int) -> bytes | None:
        """None where there is no such file. Raises Unreadable beyond `limit` bytes."""
        try:
            with (self.root / path).open("rb") as file:
                return _within(limit, file.read(limit + 1), self.root / path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Unreadable(f"{self.root / path} cannot be read: {error.strerror}.") from None

    def files(self, files: Iterable[File]) -> Generator[bytes | None]:
        return (_fetched(self.read, file) for file in files)

    def close(self) -> None:
        pass


class Web:
    """Reads over a few connections, kept open. It follows no redirect: what you named is what is read."""

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            is_fit = parts.scheme in ("http", "https") and parts.hostname and not parts.query and parts.port != 0
            (parts.hostname or "").encode("idna")
        except ValueError:
            is_fit = False
        if not is_fit:
            raise Unreadable(
                f"{url} is no address of a log. One begins with https:// and a site's name, without a question mark."
            )
        self.host, self.prefix = parts.netloc.rpartition("@")[2], quote(parts.path.rstrip("/"), safe="/%")
        self.kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.idle: deque[http.client.HTTPConnection] = deque()

    def read(self, path: str, limit: int) -> bytes | None:
        where = f"{self.prefix}/{path}".rstrip("/") or "/"
        try:
            answer, body = self._asked(where, limit)
        except (ConnectionError, http.client.HTTPException):  # a connection kept too long: once more, on another
            answer, body = self._asked(where, limit)
        if answer.status in (404, 410):
            return None
        if answer.status != 200:
            to = answer.headers.get("Location")
            raise Unreadable(f"{self.host}{where} answers {answer.status}{f', and names {to}' if to else ''}.")
        body = _within(limit, body, where)
        if answer.headers.get("Content-Encoding") == "gzip":
            body = _within(limit, zlib.decompressobj(wbits=31).decompress(body, limit + 1), where)
        return body

    def _asked(self, where: str, limit: int) -> tuple[http.client.HTTPResponse, bytes]:
        try:
            connection = self.idle.pop()
        except IndexError:
            connection = self.kind(self.host, timeout=30)
        try:
            connection.request("GET", where, headers={"Accept-Encoding": "gzip, identity", "User-Agent": "verify.py"})
            answer = connection.getresponse()
            body = answer.read(limit + 1)
            if answer.length and len(body) <= limit:
                raise http.client.IncompleteRead(body, answer.length)
        except BaseException:
            connection.close()
            raise
        self.idle.append(connection) if answer.isclosed() else connection.close()
        return answer, body

    def files(self, files: Iterable[File]) -> Generator[bytes | None]:
        """In order; a few are asked for before they are needed."""
        waiting: deque[Future[bytes | None]] = deque()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            try:
                for file in files:
                    waiting.append(pool.submit(_fetched, self.read, file))
                    if len(waiting) > AHEAD:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                pool.shutdown(cancel_futures=True)

    def close(self) -> None:
        while self.idle:
            self.idle.pop().close()


def source(where: str) -> Folder | Web:
    return Web(where) if "://" in where else Folder(Path(where))


def read_file(where: str, limit: int, what: str) -> bytes:
    with closing(source(where)) as place:
        data = place.read("", limit)
    if data is None:
        raise Unreadable(f"{what} is not at {where}.")
    return data


def _fetched(read: Callable[[str, int], bytes | None], file: File) -> bytes | None:
    """A log may take a partial file away once the whole one is there; that one begins with it."""
    try:
        data = read(file.path, file.limit(file.width))
        whole = read(file.whole, file.limit(256)) if data is None and file.width < 256 else None
    except TooLong as error:
        raise DoesNotHold(f"{error} It was lengthened or changed.") from None
    if data is None:
        end = 0
        if whole is not None:
            for _one in range(file.width):
                end += 2 + int.from_bytes(whole[end : end + 2], "big") if file.level == ENTRIES else 32
            data = whole[:end]
    return data


def _within(limit: int, data: bytes, where: object) -> bytes:
    if len(data) > limit:
        raise TooLong(f"{where} is longer than the {limit:,} bytes that it may have.")
    return data


# --- The audit of a log: every hash, every tile and the root, from the entries alone ---


def merkle_root(hashes: list[bytes]) -> bytes:
    """Level by level. The odd one out goes up as it is, which is where RFC 6962 splits."""
    while len(hashes) > 1:
        pairs, odd = zip(hashes[::2], hashes[1::2], strict=False), hashes[-1:] if len(hashes) % 2 else []
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return hashes[0]


def root_over(rows: list[list[bytes]]) -> bytes:
    """The root of a tree of which, at each level, the hashes are given that no full tile has taken up yet."""
    last: list[bytes] = []
    for row in rows:
        last = [merkle_root(row + last)] if row or last else []
    return last[0] if last else sha256().digest()


def entries_in(bundle: bytes, file: File) -> Iterator[bytes]:
    """Each after its length in two bytes. Raises DoesNotHold unless there are as many as there should be."""
    place, end = 0, len(bundle)
    for number in range(file.start, file.start + file.width):
        if place + 2 > end or (after := place + 2 + (bundle[place] << 8 | bundle[place + 1])) > end:
            raise DoesNotHold(f"{file.path} ends within entry {number}: it was cut short or changed.")
        yield bundle[place + 2 : after]
        place = after
    if place != end:
        raise DoesNotHold(f"{file.path} goes on after entry {number}, its last: it was lengthened or changed.")


def files_of(size: int) -> Iterator[File]:
    """The files of a log, each after all from which it is derived."""
    for index in range(-(-size // 256)):
        width = min(256, size - index * 256)
        yield File(ENTRIES, index, width)
        yield File("0", index, width)
        level, full = 1, index + 1
        while width == 256 and full % 256 == 0:
            full //= 256
            yield File(str(level), full - 1, 256)
            level += 1
    level = 1
    while above := size >> 8 * level:
        if above % 256:
            yield File(str(level), above // 256, above % 256)
        level += 1


def audit(log: Folder | Web, said: Checkpoint, since: Checkpoint | None, see: Callable[[File, bytes], None]) -> None:
    """Raises DoesNotHold. `see` is shown each bundle. What is held does not grow with the log: some rows of hashes."""
    if since and since.size > said.size:
        raise DoesNotHold(f"The log has {said.size:,} entries; {since.size:,} were signed before: it was cut short.")
    if since and not since.size:
        _compare_roots(since, [])
    rows: list[list[bytes]] = [[]]
    with closing(log.files(files_of(said.size))) as contents:
        for file, data in zip(files_of(said.size), contents, strict=True):
            if data is None:
                raise DoesNotHold(f"{file.path} is missing, of a log that was signed over {said.size:,} entries.")
            if file.level == ENTRIES:
                see(file, data)
                rows[0] = [sha256(b"\x00" + entry).digest() for entry in entries_in(data, file)]
                if since and 0 < since.size - file.start <= file.width:
                    _compare_roots(since, [rows[0][: since.size - file.start], *rows[1:]])
                continue
            level = int(file.level)
            _compare(file, data, rows[level])
            if file.width == 256:
                if len(rows) == level + 1:
                    rows.append([])
                rows[level + 1].append(merkle_root(rows[level]))
                rows[level] = []
    _compare_roots(said, rows)


def _compare_roots(signed: Checkpoint, rows: list[list[bytes]]) -> None:
    if (root := root_over(rows)) == signed.root:
        return
    if not signed.size:
        raise DoesNotHold(f"A log without entries has the root {root.hex()}, but {signed.root.hex()} was signed.")
    raise DoesNotHold(
        f"The first {signed.size:,} entries lead to the root {root.hex()}, but {signed.root.hex()} was signed: "
        "an entry was changed, left out or slipped in, and the tiles with it."
    )


def _compare(file: File, published: bytes, derived: list[bytes]) -> None:
    if published == b"".join(derived):
        return
    if len(published) != 32 * len(derived):
        raise DoesNotHold(f"{file.path} has {len(published)} bytes and should have {32 * len(derived)}.")
    first = file.start + next(at for at, each in enumerate(derived) if published[32 * at : 32 * at + 32] != each)
    if file.level == "0":
        raise DoesNotHold(f"Entry {first} does not have the hash that {file.path} gives it: one of them was changed.")
    raise DoesNotHold(f"{file.path} has another hash {first} than the entries lead to: it was changed.")


# --- A receipt: one entry, its place, and the path from there to the signed root ---


@dataclass(frozen=True)
class Receipt:
    leaf: bytes
    index: int
    path: list[bytes]
    checkpoint: bytes


def read_receipt(content: bytes) -> Receipt:
    head, blank, checkpoint = content.partition(b"\n\n")
    try:
        header, extra, index, *path = head.decode("ascii").split("\n")
        if header != "c2sp.org/tlog-proof@v1" or not blank:
            raise ValueError
        if extra.startswith("index "):
            raise Unreadable("The receipt carries no entry (no `extra` line), so nothing says what it is the proof of.")
        if not extra.startswith("extra ") or not re.fullmatch("index (0|[1-9][0-9]{0,17})", index):
            raise ValueError
        hashes = [decoded(line) for line in path]
        if any(len(each) != 32 for each in hashes):
            raise ValueError
        return Receipt(decoded(extra[6:]), int(index[6:]), hashes, checkpoint)
    except ValueError:
        raise Unreadable("The file is no receipt (c2sp.org/tlog-proof@v1), or no longer whole.") from None


def root_by_path(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root to which the path leads (RFC 6962, 2.1.1, read backwards); None where it is too short or too long."""
    if size == 1 or not path:
        return leaf if size == 1 and not path else None
    left = 1 << (size - 1).bit_length() - 1  # how many entries the left half has
    if index < left:
        below = root_by_path(leaf, index, left, path[:-1])
        return below and sha256(b"\x01" + below + path[-1]).digest()
    below = root_by_path(leaf, index - left, size - left, path[:-1])
    return below and sha256(b"\x01" + path[-1] + below).digest()


def check_receipt(receipt: Receipt, said: Checkpoint) -> None:
    if receipt.index >= said.size:
        raise DoesNotHold(f"The receipt is for entry {receipt.index}, but the checkpoint covers {said.size:,} entries.")
    leaf = sha256(b"\x00" + receipt.leaf).digest()
    if root_by_path(leaf, receipt.index, said.size, receipt.path) != said.root:
        raise DoesNotHold(
            f"This is not entry {receipt.index} of the signed log: entry, place or path to the root were changed."
        )


# --- What an entry says, and whether published content is what it speaks of ---


def act_in(leaf: bytes) -> dict[str, Any]:
    """What a line of a Parvis register says; nothing where it is a line of another kind of log."""
    if leaf.count(b"[") + leaf.count(b"{") > MOST_NESTED:
        return {}
    try:
        said = json.loads(leaf.decode())
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


WORDS = {"kind": "act", "at": "recorded", "actor": "by", "role": "in role", "organisation": "within"}
WORDS |= {"object": "on", "body": "for"}


def told(index: int, leaf: bytes) -> list[str]:
    act = act_in(leaf)
    lines = [f"entry    {index}"]
    if not act:
        return [*lines, f"holds    {len(leaf)} bytes: {leaf[:200]!r}"]
    lines += [f"{words:<8} {_said(act[name])}" for name, words in WORDS.items() if name in act]
    for part in ("payload", "commitments"):
        values = act[part].items() if isinstance(act.get(part), dict) else ()
        lines += [f"  {shown(name)}: {_said(value)}" for name, value in values]
    return lines


def _said(value: Any) -> str:
    return shown(value if isinstance(value, str) else "not stated" if value is None else json.dumps(value))


def shown(text: str) -> str:
    """On one line, and without what moves the cursor of a terminal or turns the direction of writing."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def digests_of(content: bytes, salt: bytes | None) -> dict[str, str]:
    """Every digest under which a register may speak of the content → of what it is the digest."""
    forms = {"the file's bytes": content}
    if content.endswith(b"\n"):
        forms["the file's bytes without the last line break"] = content[:-1].removesuffix(b"\r")
    with suppress(ValueError, RecursionError):
        forms["the file's JSON in canonical form"] = canonical(content)
    found: dict[str, str] = {}
    for words, form in forms.items():
        digest = sha256(form)
        if salt is not None:
            digest = sha256(b"parvis-commitment-v1" + salt + digest.digest())
        found.setdefault(digest.hexdigest(), words)
    return found


def canonical(content: bytes) -> bytes:
    """JSON, in UTF-8, as RFC 8785 writes it, without fractions: what registers hash has none. Raises ValueError for any
    other."""

    def in_order(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({name for name, _value in pairs}) < len(pairs):
            raise ValueError("a name stands twice")
        return dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass")))

    def refuse(number: str) -> Any:
        raise ValueError(number)

    said = json.loads(content.decode(), object_pairs_hook=in_order, parse_float=refuse, parse_constant=refuse)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def digest_in(leaf: bytes, digests: dict[str, str], salted: bool) -> str | None:
    """The first of the digests that the entry holds: in its `commitments` where salted, else in its `payload`."""
    waiting = [act_in(leaf).get("commitments" if salted else "payload")]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and value in digests:
            return value
        if isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
    return None


# --- The command ---


@dataclass
class Report:
    """What was found, for people and for programs."""

    words: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def signed(self, said: Checkpoint) -> None:
        self.facts |= asdict(said) | {"root": said.root.hex(), "witnessed": dict(said.witnessed)}
        self.words += [f"size     {said.size:,}", f"root     {said.root.hex()}"]
        self.words += [f"signed   {name}" for name in said.signed_by]
        self.words += [f"witness  {name}, {at}" for name, at in said.witnessed]

    def entry(self, index: int, leaf: bytes) -> None:
        self.facts.setdefault("entries", []).append({"index": index, "leaf": act_in(leaf) or leaf.hex()})
        self.words += told(index, leaf)

    def digest(self, leaf: bytes, asked: argparse.Namespace, digests: dict[str, str]) -> bool:
        """Whether the entry holds a digest of the content."""
        found = digest_in(leaf, digests, bool(asked.salt))
        if found:
            self.words.append(f"object   {asked.object}: {found} is the digest of {digests[found]}")
        return found is not None


def verify_receipt(asked: argparse.Namespace, policy: Policy, digests: dict[str, str], report: Report) -> None:
    if asked.since:
        raise Unreadable("--since asks what became of a whole log. Give the log's address or folder, not a receipt.")
    receipt = read_receipt(read_file(asked.target, NOTE_LIMIT, "The receipt"))
    said = trusted(receipt.checkpoint, policy, "The checkpoint in the receipt")
    check_receipt(receipt, said)
    report.words.append(f"It holds: this entry is in the register {said.origin}.")
    report.entry(receipt.index, receipt.leaf)
    report.signed(said)
    if asked.object and not report.digest(receipt.leaf, asked, digests):
        raise DoesNotHold(
            f"Entry {receipt.index} is in the log, but has no digest of {asked.object}, "
            f"{SALTED if asked.salt else UNSALTED}"
        )


def verify_log(asked: argparse.Namespace, policy: Policy, digests: dict[str, str], report: Report) -> None:
    before = None
    if asked.since:
        note = read_file(asked.since, NOTE_LIMIT, "The older checkpoint")
        before = opened(note, policy, "The older checkpoint")
    found: list[tuple[int, bytes]] = []
    count, needles = 0, [digest.encode() for digest in digests]
    with closing(source(asked.target)) as log:
        said = trusted(_checkpoint_of(log, asked.target), policy, "The checkpoint")
        if before and before.origin != said.origin:
            raise DoesNotHold(f"The older checkpoint is of another log, {before.origin}.")
        bar = Bar(said.size, is_shown=sys.stderr is not None and sys.stderr.isatty() and not asked.quiet)

        def see(file: File, bundle: bytes) -> None:
            nonlocal count
            bar.draw(file.start)
            if not any(needle in bundle for needle in needles):
                return
            for each in enumerate(entries_in(bundle, file), file.start):
                if digest_in(each[1], digests, bool(asked.salt)):
                    count += 1
                    found.extend([each] if count <= MOST_FOUND else [])

        try:
            audit(log, said, before, see)
        finally:
            bar.clear()
    report.words.append(f"It holds: every entry, hash and tile of the register {said.origin} leads to the signed root.")
    report.signed(said)
    if before:
        report.facts["since"] = before.size
        report.words.append(f"since    its first {before.size:,} entries are those signed before")
    if asked.object and not found:
        raise DoesNotHold(f"No entry of the log has a digest of {asked.object}, {SALTED if asked.salt else UNSALTED}")
    for index, leaf in found:
        report.entry(index, leaf)
        report.digest(leaf, asked, digests)
    if asked.object:
        report.facts["found"] = count
    if count > len(found):
        report.words.append(f"… and {count - len(found):,} more entries hold a digest of {asked.object}")


def _checkpoint_of(log: Folder | Web, where: str) -> bytes:
    note = log.read("checkpoint", NOTE_LIMIT)
    if note is None:
        if isinstance(log, Folder) and not log.root.exists():
            raise Unreadable(f"There is nothing at {where}. Give the address or folder of a log, or a receipt.")
        raise Unreadable(
            f"There is no log at {where}: it has no file `checkpoint`. Of a site with Parvis, the address of the log "
            "ends with /register/log."
        )
    return note


class Bar:
    """How far an audit is, on a terminal."""

    def __init__(self, size: int, *, is_shown: bool) -> None:
        self.size, self.is_shown, self.began, self.drawn = size, is_shown, time.monotonic(), 0.0

    def draw(self, done: int) -> None:
        now = time.monotonic()
        if self.is_shown and now - self.drawn > 0.1:
            self.drawn, filled = now, 40 * done // self.size
            rate = done / max(now - self.began, 0.001)
            bar = f"{'#' * filled}{'.' * (40 - filled)} {done:,} of {self.size:,} entries, {rate:,.0f} a second"
            print(f"\r{bar}", end="\x1b[K", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self.drawn:
            print("\r", end="\x1b[K", file=sys.stderr, flush=True)


def trust(given: str | None, target: str) -> Policy:
    """The key or policy that someone brings along. One that lies in the log, or comes over the network, is refused."""
    if not given:
        raise Unreadable(f"No key was given. {NO_KEY}")
    if "://" in given:
        raise Unreadable(
            f"{given} would be fetched with the log. Keep a copy, compare it with what was printed, give that."
        )
    text = given.strip()
    is_one = re.fullmatch(r"[^\s+]+\+[0-9a-f]{8}\+\S+", text)
    if not is_one and (text.count("+") < 2 or os.path.exists(given)):
        if Path(target).is_dir() and _lies_in(Path(target), Path(given)):
            raise Unreadable(f"{given} lies in the log. {NO_KEY}")
        content = read_file(given, NOTE_LIMIT, "The key, or the policy file,")
        text = content.decode("utf-8", "replace").strip()
        if not re.fullmatch(r"[^\s+]+\+\S+", text):
            return read_policy(content)
    try:
        return Policy([_another(text, [], {ED25519, ML_DSA_44})])
    except ValueError as error:
        raise Unreadable(f"The key cannot be used: {error}.") from None


def _lies_in(folder: Path, path: Path) -> bool:
    """Also where a link leads into the folder, or out of it: whoever keeps the log chose where to."""
    where, path = os.path.realpath(folder), path.absolute()
    for _link in range(MOST_LINKS):
        passed = [
            above for below, above in zip([path, *path.parents], path.parents, strict=False) if below.name != ".."
        ]
        if where in map(os.path.realpath, passed):
            return True
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()
    return Path(os.path.realpath(path)).is_relative_to(where)


def salt(text: str) -> bytes:
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise argparse.ArgumentTypeError("a salt is 64 hexadecimal digits, as the act that disclosed it has them")
    return raw


def arguments() -> argparse.ArgumentParser:
    what, _blank, rest = (__doc__ or "").partition("\n\n")
    form = argparse.ArgumentParser(
        prog="verify", description=what, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    form.add_argument("target", metavar="URL|FOLDER|RECEIPT", help="the log's address or folder, or a .tlog-proof file")
    form.add_argument(
        "--key", metavar="VKEY|POLICY", help="the log's key, or a policy file, that you have from elsewhere"
    )
    form.add_argument(
        "--since", metavar="CHECKPOINT", help="an older checkpoint that the log must continue: file or URL"
    )
    form.add_argument("--object", metavar="FILE", help="published content of which an entry must hold the digest")
    form.add_argument("--salt", metavar="HEX", type=salt, help="with --object: the salt of a salted commitment")
    form.add_argument("--json", action="store_true", help="the answer as JSON on standard output")
    form.add_argument("--quiet", action="store_true", help="say nothing where it holds")
    return form


def main(argv: list[str] | None = None) -> int:
    form = arguments()
    asked = form.parse_args(argv)
    if asked.salt and not asked.object:
        form.error("--salt says how --object was hashed: give both")
    report, code, refusal = Report(), 0, ""
    try:
        policy = trust(asked.key, asked.target)
        digests = digests_of(read_file(asked.object, OBJECT_LIMIT, "The content"), asked.salt) if asked.object else {}
        is_receipt = Path(asked.target).is_file() or asked.target.endswith(".tlog-proof")
        (verify_receipt if is_receipt else verify_log)(asked, policy, digests, report)
    except DoesNotHold as error:
        code, refusal = 1, f"It does not hold. {error}"
    except Unreadable as error:
        code, refusal = 2, str(error)
    except (OSError, http.client.HTTPException, zlib.error) as error:
        code, refusal = 2, f"{asked.target} cannot be read: {error or type(error).__name__}."
    except Exception as error:  # Python would exit with 1, and that claims that something was found out
        code, refusal = 2, f"Nothing was found out: this program has a fault ({type(error).__name__}: {error})."
    if asked.json:
        holds = {0: True, 1: False, 2: None}[code]
        answer = json.dumps({"holds": holds, "refusal": refusal or None, **report.facts}, indent=2)
    else:
        answer = "\n".join(map(shown, report.words))
    if refusal and not asked.json:
        say("\n".join(map(shown, refusal.split("\n"))), sys.stderr)
    elif (asked.json or not asked.quiet) and (failure := say(answer, sys.stdout)):
        say(f"The answer cannot be written: {failure}.", sys.stderr)
        return code or 2
    return code


def say(words: str, to: TextIO | None) -> str | None:
    """Why it cannot be written, if so. Whoever reads may stop early (`| head`), or want the exit code alone (`>&-`)."""
    if to is None:
        return None
    try:
        encoding = to.encoding or "utf-8"
        print(words.encode(encoding, "backslashreplace").decode(encoding), file=to, flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), to.fileno())  # what is left over goes there when Python ends
        return None if isinstance(error, BrokenPipeError) else error.strerror
    return None


if __name__ == "__main__":
    sys.exit(main())
