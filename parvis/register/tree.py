"""The Merkle tree of RFC 6962 (SHA-256): appending, inclusion and consistency proofs, and checking them.

A subtree is named by `height` and `index`: it covers the entries from `index * 2**height` up to the next multiple.
A `Node` source answers the hash of a complete subtree, wherever hashes are kept.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

Node = Callable[[int, int], bytes]

EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class CompactRange:
    """All that is needed of a tree to append to it: its size and the roots of its complete subtrees, largest first."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        if len(self.hashes) != size.bit_count():
            raise ValueError(
                f"a tree of {size} entries has {size.bit_count()} complete subtrees, not {len(self.hashes)}"
            )

    def append(self, leaf: bytes) -> list[bytes]:
        """Add a leaf's hash. Answers the subtrees that it completes, by height: the leaf itself, then larger ones."""
        completed = [leaf]
        for _height in range(_trailing_ones(self.size)):
            completed.append(node_hash(self.hashes.pop(), completed[-1]))
        self.hashes.append(completed[-1])
        self.size += 1
        return completed

    def root(self) -> bytes:
        return fold(self.hashes)


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over complete subtrees, largest first."""
    if not hashes:
        return EMPTY_ROOT
    *rest, root = hashes
    for left in reversed(rest):
        root = node_hash(left, root)
    return root


def complete_subtrees(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Height and index of the complete subtrees that cover the entries from `start` up to `stop`, largest first.

    `start` must be one where such a cover exists: a multiple of the largest power of two not above `stop - start`.
    """
    while start < stop:
        height = (stop - start).bit_length() - 1
        yield height, start >> height
        start += 1 << height


def range_hash(start: int, stop: int, node: Node) -> bytes:
    return fold([node(height, index) for height, index in complete_subtrees(start, stop)])


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """RFC 6962, 2.1.1: from the leaf's sibling up to the root's child."""
    if not 0 <= index < size:
        raise ValueError(f"no entry {index} in a tree of {size}")
    return [range_hash(start, stop, node) for start, stop in _path(index, 0, size)]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """RFC 6962, 2.1.2: that the first `old` of `new` entries are what they were."""
    if not 0 < old <= new:
        raise ValueError(f"no proof from {old} to {new}")
    return [range_hash(start, stop, node) for start, stop in _subproof(old, new)]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that the proof leads to (RFC 9162, 2.1.3.2); None when it is no proof for this place."""
    if not 0 <= index < size:
        return None
    place, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(sibling, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    return root_from_inclusion(leaf, index, size, proof) == root


def is_consistent(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the tree of `new` entries begins with the tree of `old` (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not proof and old_root == new_root
    if not 0 < old < new or not proof:
        return False
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    shift = _trailing_ones(old - 1)
    place, last = (old - 1) >> shift, (new - 1) >> shift
    first = second = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(part, first), node_hash(part, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, part)
        place, last = place >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _trailing_ones(number: int) -> int:
    return (~number & number + 1).bit_length() - 1


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _path(index: int, start: int, stop: int) -> list[tuple[int, int]]:
    siblings = []
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            siblings.append((middle, stop))
            stop = middle
        else:
            siblings.append((start, middle))
            start = middle
    return siblings[::-1]


def _subproof(old: int, new: int) -> list[tuple[int, int]]:
    start, stop, parts = 0, new, []
    while old < stop:
        middle = start + _split(stop - start)
        if old <= middle:
            parts.append((middle, stop))
            stop = middle
        else:
            parts.append((start, middle))
            start = middle
    if start > 0:
        parts.append((start, stop))
    return parts[::-1]
