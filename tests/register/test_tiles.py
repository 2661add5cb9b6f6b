import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.register import tiles
from parvis.register.tiles import Tile


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(1, 999), "tile/1/999"),
        (Tile(2, 1000, 255), "tile/2/x001/000.p/255"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
    ],
)
def test_a_tile_lies_where_the_specification_says(tile, path):
    assert tile.path == path


def test_entries_lie_beside_their_hashes():
    assert Tile(0, 1234067, 7).bundle_path == "tile/entries/x001/x234/067.p/7"


@given(st.integers(0, 63), st.integers(0, 10**15), st.integers(1, 256))
def test_a_path_reads_back(level, index, width):
    assert tiles.parse_path(Tile(level, index, width).path) == (str(level), index, width)


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/00/001",
        "tile/64/001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/001/x002",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/\u0660\u0660\u0661",
        "tile/../register.key",
        "tile/entries/../../checkpoint",
        "checkpoint",
        "",
    ],
)
def test_no_other_path_is_a_tile(path):
    assert tiles.parse_path(path) is None


def test_a_tree_of_70000_has_the_tiles_the_specification_counts():
    found = list(tiles.new_tiles(0, 70_000))

    assert [tile for tile in found if tile.width < 256] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert len([tile for tile in found if tile.level == 0 and tile.width == 256]) == 273
    assert Tile(1, 0) in found


def test_a_tree_of_256_has_a_full_tile_and_its_hash():
    assert list(tiles.new_tiles(0, 256)) == [Tile(0, 0), Tile(1, 0, 1)]


@given(st.integers(0, 200_000), st.integers(0, 3_000))
def test_the_tiles_of_a_grown_tree_are_those_it_had_and_the_new_ones(old, grown):
    new = old + grown
    had = {tile for tile in tiles.new_tiles(0, old) if tile.width == 256}
    full = had | {tile for tile in tiles.new_tiles(old, new) if tile.width == 256}

    assert full == {tile for tile in tiles.new_tiles(0, new) if tile.width == 256}


@given(st.integers(1, 200_000), st.integers(1, 3_000))
def test_each_partial_tile_of_a_grown_tree_is_new_or_was_there(old, grown):
    before = set(tiles.new_tiles(0, old))

    assert set(tiles.new_tiles(0, old + grown)) <= before | set(tiles.new_tiles(old, old + grown))


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_reads_back(entries):
    assert tiles.unbundle(tiles.bundle(entries)) == entries


@given(st.lists(st.binary(min_size=1, max_size=30), min_size=1, max_size=5), st.integers(1, 10))
def test_a_bundle_cut_short_is_refused_or_lacks_whole_entries(entries, cut):
    data = tiles.bundle(entries)[:-cut]
    try:
        found = tiles.unbundle(data)
    except ValueError:
        return

    assert found == entries[: len(found)]
    assert tiles.bundle(found) == data
