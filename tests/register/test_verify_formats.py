"""The verifier writes the formats a second time; here both writings are held against each other and against others'."""

import hashlib
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from parvis.register import tiles, tree, verify
from parvis.register.notes import Signer, State, proof_text

from .test_tree import BIG, ENTRIES, ROOTS

names = st.from_regex(r"[a-z][a-z0-9./-]{0,30}", fullmatch=True)
hashes = st.binary(min_size=32, max_size=32)
numbers = st.integers(-(2**53) + 1, 2**53 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]))
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_certificate_transparency_vectors(size):
    leaves = [hashlib.sha256(b"\x00" + entry).digest() for entry in ENTRIES[:size]]

    assert verify.merkle_root(leaves).hex() == ROOTS[size - 1]


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=300))
def test_the_root_is_the_one_another_implementation_finds(entries):
    other = InmemoryTree(algorithm="sha256")
    for entry in entries:
        other.append_entry(entry)

    assert verify.merkle_root([tree.leaf_hash(entry) for entry in entries]) == other.get_root()


@given(st.integers(1, 300), st.data())
def test_rows_of_any_height_lead_to_the_root(size, data):
    """As in an audit, but with tiles of 4 instead of 256 hashes, so that small trees have many levels."""
    rows, leaves = [[]], [BIG(0, at) for at in range(size)]
    for leaf in leaves:
        rows[0].append(leaf)
        for level in range(len(rows)):
            if len(rows[level]) == 4:
                rows += [[]] if len(rows) == level + 1 else []
                rows[level + 1].append(verify.merkle_root(rows[level]))
                rows[level] = []

    assert verify.root_over(rows) == BIG.roots[size]


@given(st.integers(1, 300), st.data())
def test_a_path_leads_to_the_root_from_its_own_place_alone(size, data):
    at, other = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    proof = tree.inclusion_proof(at, size, BIG)

    assert verify.root_by_path(BIG(0, at), at, size, proof) == BIG.roots[size]
    assert other == at or verify.root_by_path(BIG(0, at), other, size, proof) != BIG.roots[size]


@given(st.integers(1, 300), st.data(), st.sampled_from(["longer", "shorter", "changed"]))
def test_a_changed_path_leads_elsewhere(size, data, how):
    at = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(at, size, BIG)
    if how == "longer" or not proof:
        proof.insert(data.draw(st.integers(0, len(proof))), bytes(32))
    else:
        place = data.draw(st.integers(0, len(proof) - 1))
        proof[place : place + 1] = [] if how == "shorter" else [bytes(32)]

    assert verify.root_by_path(BIG(0, at), at, size, proof) != BIG.roots[size]


@given(st.integers(0, 10**15), st.integers(1, 256), st.integers(0, 7))
def test_files_lie_where_the_writer_puts_them(index, width, level):
    tile = tiles.Tile(level, index, width)

    assert verify.File(str(level), index, width).path == tile.path
    assert verify.File(verify.ENTRIES, index, width).path == tile.bundle_path


@given(st.integers(0, 200_000))
def test_a_log_has_the_files_that_the_writer_writes_and_each_after_what_it_is_made_of(size):
    files = list(verify.files_of(size))
    written = list(tiles.new_tiles(0, size))

    assert sorted(file.path for file in files) == sorted(
        [tile.path for tile in written] + [tile.bundle_path for tile in written if tile.level == 0]
    )
    seen = set()
    for file in files:
        if file.level not in (verify.ENTRIES, "0"):
            below = {(str(int(file.level) - 1), at) for at in range(file.start, file.start + file.width)}
            assert below <= seen
        if file.width == 256:
            seen.add((file.level, file.index))


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=20))
def test_a_bundle_is_read_as_it_was_written(entries):
    file = verify.File(verify.ENTRIES, 0, len(entries))

    assert list(verify.entries_in(tiles.bundle(entries), file)) == entries


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=20), st.integers(-3, 3).filter(bool))
def test_a_bundle_of_more_or_fewer_entries_is_refused(entries, more):
    file = verify.File(verify.ENTRIES, 0, max(1, len(entries) + more))
    if file.width == len(entries):
        return

    with pytest.raises(verify.DoesNotHold):
        list(verify.entries_in(tiles.bundle(entries), file))


@given(names, st.integers(0, 10**18 - 1), hashes, st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_as_it_was_written(origin, size, root, seed):
    signer = Signer(origin, seed)
    policy = verify.Policy([verify.read_vkey(str(signer.verifier))])

    said = verify.trusted(signer.signed(str(State(origin, size, root))).encode(), policy, "The checkpoint")

    assert (said.origin, said.size, said.root) == (origin, size, root)


@given(st.integers(0, 10**18 - 1), st.lists(hashes, max_size=8), st.binary(min_size=1, max_size=90))
def test_a_receipt_is_read_as_it_was_written(index, proof, entry):
    read = verify.read_receipt(proof_text(index, proof, "checkpoint\n", extra=entry).encode())

    assert read == verify.Receipt(entry, index, proof, b"checkpoint\n")


@given(json_values)
def test_canonical_json_is_that_of_another_implementation(value):
    plain = rfc8785.dumps(value)

    assert verify.canonical(plain) == plain


@given(st.dictionaries(texts, numbers))
def test_the_order_and_the_layout_of_json_make_no_difference(value):
    laid_out = json.dumps(dict(reversed(value.items())), indent=4).encode()

    assert verify.canonical(laid_out) == rfc8785.dumps(value)


@pytest.mark.parametrize("content", [b'{"a":1,"a":2}', b"1.5", b"[1e3]", b"NaN", b"{", b"\xff", b'"\\ud800"'])
def test_what_registers_never_hash_has_no_canonical_form_here(content):
    with pytest.raises(ValueError, match=r"."):
        verify.canonical(content)
