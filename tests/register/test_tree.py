import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from parvis.register import tree

# The eight entries of the Certificate Transparency test vectors, and the roots over the first 1, 2, … 8 of them.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

sizes = st.integers(1, 300)


class Kept:
    """Every complete subtree, kept in memory."""

    def __init__(self, entries):
        self.range, self.nodes, self.roots = tree.CompactRange(), {}, [tree.EMPTY_ROOT]
        for index, entry in enumerate(entries):
            for height, completed in enumerate(self.range.append(tree.leaf_hash(entry))):
                self.nodes[height, index >> height] = completed
            self.roots.append(self.range.root())

    def __call__(self, height, index):
        return self.nodes[height, index]


BIG = Kept([b"%d" % number for number in range(301)])


def test_the_empty_tree_has_the_root_of_rfc_6962():
    assert tree.CompactRange().root() == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_vectors(size):
    assert Kept(ENTRIES[:size]).range.root().hex() == ROOTS[size - 1]


def test_an_inclusion_proof_is_that_of_the_vectors():
    proof = tree.inclusion_proof(5, 8, Kept(ENTRIES))

    assert [part.hex() for part in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_a_consistency_proof_is_that_of_the_vectors():
    proof = tree.consistency_proof(6, 8, Kept(ENTRIES))

    assert [part.hex() for part in proof] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(st.lists(st.binary(max_size=80), max_size=70))
def test_the_root_is_the_one_another_implementation_finds(entries):
    other = InmemoryTree(algorithm="sha256")
    for entry in entries:
        other.append_entry(entry)

    assert Kept(entries).range.root() == (other.get_root() if entries else tree.EMPTY_ROOT)


@given(st.data(), st.integers(1, 70))
def test_the_path_is_the_one_another_implementation_finds(data, size):
    index = data.draw(st.integers(0, size - 1))
    other = InmemoryTree(algorithm="sha256")
    for number in range(size):
        other.append_entry(b"%d" % number)
    theirs = [bytes.fromhex(part) for part in other.prove_inclusion(index + 1, size).serialize()["path"]]

    assert tree.inclusion_proof(index, size, BIG) == theirs[1:]


@given(st.data(), sizes)
def test_what_is_in_the_tree_can_be_proved(data, size):
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(index, size, BIG)

    assert tree.is_included(BIG(0, index), index, size, proof, BIG.roots[size])


@given(st.data(), sizes)
def test_a_proof_holds_for_no_other_place_or_root(data, size):
    index, other = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    proof = tree.inclusion_proof(index, size, BIG)

    assert not tree.is_included(BIG(0, index), index, size, proof, BIG.roots[size + (-1 if size > 1 else 1)])
    assert index == other or not tree.is_included(BIG(0, index), other, size, proof, BIG.roots[size])


@given(st.data(), sizes)
def test_a_changed_proof_does_not_hold(data, size):
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(index, size, BIG)
    broken = data.draw(st.sampled_from(["longer", "shorter", "changed"]))
    if broken == "longer":
        proof.append(bytes(32))
    elif proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        proof[place : place + 1] = [] if broken == "shorter" else [bytes(32)]
    else:
        proof = [bytes(32)]

    assert not tree.is_included(BIG(0, index), index, size, proof, BIG.roots[size])


@given(sizes, sizes)
def test_a_longer_tree_is_consistent_with_what_it_was(one, other):
    old, new = sorted((one, other))
    proof = [] if old == new else tree.consistency_proof(old, new, BIG)

    assert tree.is_consistent(old, new, proof, BIG.roots[old], BIG.roots[new])


@given(sizes, sizes, st.data())
def test_a_tree_with_another_past_is_not_consistent(one, other, data):
    old, new = sorted((one, other))
    forged = [b"%d" % number for number in range(new)]
    forged[data.draw(st.integers(0, old - 1))] = b"rewritten"
    there = Kept(forged)
    proof = [] if old == new else tree.consistency_proof(old, new, there)

    assert not tree.is_consistent(old, new, proof, BIG.roots[old], there.roots[new])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_there_is_no_proof_of_what_is_not_there(index, size):
    with pytest.raises(ValueError, match="no entry"):
        tree.inclusion_proof(index, size, BIG)


def test_a_range_with_the_wrong_number_of_hashes_is_refused():
    with pytest.raises(ValueError, match="complete subtrees"):
        tree.CompactRange(3, [bytes(32)])
