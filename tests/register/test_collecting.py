from datetime import timedelta

import pytest

from parvis.register import sequencer
from parvis.register.collecting import collect_partial_tiles
from parvis.register.models import Publication

from . import audit, files
from .factories import paint

pytestmark = pytest.mark.django_db


def acts(count):
    for _ in range(count):
        paint()
    sequencer.sequence_once()


def partial(folder):
    return {path for path in files.of(folder) if ".p/" in path}


def test_what_a_full_tile_has_followed_goes_after_an_hour(folder, clock):
    for more in (3, 200, 53, 4):
        acts(more)
    clock.shift(timedelta(minutes=61))
    acts(1)
    gone = collect_partial_tiles()

    assert gone == 4
    assert partial(folder) == {
        "tile/0/001.p/4",
        "tile/0/001.p/5",
        "tile/entries/001.p/4",
        "tile/entries/001.p/5",
        "tile/1/000.p/1",
    }
    assert audit.read(folder).size == 261


def test_a_checkpoint_of_a_moment_ago_keeps_its_tiles(folder, clock):
    acts(255)
    shown = (folder / "checkpoint").read_bytes()
    clock.shift(timedelta(minutes=59))
    acts(10)
    clock.shift(timedelta(minutes=59))
    collect_partial_tiles()
    (folder / "checkpoint").write_bytes(shown)

    assert audit.read(folder).size == 255


def test_every_checkpoint_is_whole_while_tiles_are_collected(folder, clock):
    for more in (100, 156, 1, 300, 255, 77, 200):
        acts(more)
        clock.shift(timedelta(minutes=40))
        collect_partial_tiles()
        audit.read(folder)

    assert not [path for path in partial(folder) if "/000.p/" in path and "tile/1" not in path]


def test_a_partial_tile_stays_while_the_full_one_is_missing(folder, clock):
    acts(200)
    acts(100)
    clock.shift(timedelta(minutes=61))
    (folder / "tile/0/000").unlink()
    collect_partial_tiles()

    assert "tile/0/000.p/200" in partial(folder)
    assert "tile/entries/000.p/200" not in partial(folder)


def test_what_is_signed_but_not_shown_counts_for_nothing(folder, clock):
    acts(200)
    acts(100)
    Publication.objects.update(size=200)
    clock.shift(timedelta(minutes=61))

    assert collect_partial_tiles() == 0


def test_it_looks_at_each_tile_once(folder, clock, monkeypatch):
    acts(200)
    acts(100)
    clock.shift(timedelta(minutes=61))
    collect_partial_tiles()

    assert Publication.objects.get().collected_size == 300
    assert collect_partial_tiles() == 0


def test_the_folder_of_what_went_goes_too(folder, clock):
    acts(200)
    acts(100)
    clock.shift(timedelta(minutes=61))
    collect_partial_tiles()

    assert not (folder / "tile/0/000.p").exists()


def test_nothing_is_there_to_collect_at_first():
    assert collect_partial_tiles() == 0
