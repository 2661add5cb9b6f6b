import json

import pytest
from django.core.management import CommandError, call_command

from parvis.register import queries, sequencer
from parvis.register.errors import DatabaseBehindLog, LogDisagrees, LogIncomplete, NothingPublished
from parvis.register.models import Checkpoint, Entry, Facet, Head, Mention, Outbox, Subtree
from parvis.register.reconciling import bring_back_entries, missing_entries

from . import audit
from .backups import restore
from .events import BenchMoved, BenchPainted
from .factories import bench, move, paint
from .others import another_sequencer

pytestmark = pytest.mark.django_db

PAINTED, MOVED = BenchPainted.name, BenchMoved.name
TABLES = (Entry, Subtree, Mention, Facet, Head)


@pytest.fixture
def acts():
    """A log of 300 entries in three checkpoints, over full and partial tiles."""
    done = []
    for more in (100, 150, 50):
        done += [str(paint(paint=f"colour {number}").act) for number in range(more - 1)] + [str(move().act)]
        sequencer.sequence_once()
    return done


def rows(table):
    columns = [field.attname for field in table._meta.fields if field.attname != "id"]
    return sorted(map(repr, table.objects.values_list(*columns)))


@pytest.mark.parametrize("held", [0, 1, 255, 256, 257, 299])
def test_every_row_comes_back_as_it_was(acts, held):
    before = {table: rows(table) for table in TABLES}
    restore(held)
    bring_back_entries()

    assert {table: rows(table) for table in TABLES} == before


def test_the_log_goes_on_without_a_fork(acts, folder):
    restore(270)
    with pytest.raises(DatabaseBehindLog, match="parvis reconcile-register"):
        sequencer.sequence_once()
    bring_back_entries()
    acts += [str(paint().act) for _ in range(50)]
    sequencer.sequence_once()

    assert audit.read(folder).acts == acts


def test_an_act_that_waited_in_the_backup_is_not_placed_again(acts, folder):
    restore(290, waiting=[291, 295])
    new = str(paint().act)
    found = bring_back_entries()
    sequencer.sequence_once()

    assert found.waiting == 2
    assert audit.read(folder).acts == [*acts, new]


def test_a_restored_sequencer_places_nothing_before_it_refuses(acts):
    restore(290, waiting=[291])
    with pytest.raises(DatabaseBehindLog):
        sequencer.sequence_once()

    assert (Outbox.objects.count(), Entry.objects.count()) == (1, 290)


def test_what_is_missing_is_told_by_kind(acts):
    restore(240)
    found = missing_entries()

    assert (found.entries, found.held, found.published) == (60, 240, 300)
    assert found.events == {PAINTED: 58, MOVED: 2}


def test_looking_changes_nothing(acts):
    restore(240, waiting=[245])
    before = {table: rows(table) for table in (*TABLES, Outbox, Checkpoint)}
    missing_entries()

    assert {table: rows(table) for table in (*TABLES, Outbox, Checkpoint)} == before


def test_history_finds_what_came_back(acts):
    object = bench(7)
    line = paint(object, paint="green")
    sequencer.sequence_once()
    restore(300)
    bring_back_entries()

    assert queries.latest(object).leaf == line.leaf


def test_a_receipt_is_given_for_what_came_back(acts):
    restore(270)
    bring_back_entries()

    assert "index 285" in queries.receipt(285)


def test_the_signer_knows_more_than_an_old_copy_of_the_files(acts, folder):
    """Database and checkpoint are both of yesterday, but the bundles of today are still there."""
    old = Checkpoint.objects.order_by("pk")[1].note
    restore(270)
    (folder / "checkpoint").write_text(old)
    bring_back_entries()
    sequencer.sequence_once()

    assert audit.read(folder).acts == acts


# Refused


@pytest.fixture
def untouched():
    """Whatever is refused leaves the database as it was."""
    yield
    assert (Entry.objects.count(), Head.objects.get().size) == (270, 270)


def damage(path, change):
    path.write_bytes(change(path.read_bytes()))


def test_a_changed_entry_is_named(acts, folder, untouched):
    restore(270)
    damage(folder / "tile/entries/001.p/44", lambda data: data.replace(b"colour 30", b"colour 31"))

    with pytest.raises(LogDisagrees, match=r"Entry 280, in tile/entries/001.p/44"):
        bring_back_entries()


def test_a_missing_bundle_is_named(acts, folder, untouched):
    restore(270)
    (folder / "tile/entries/001.p/44").unlink()

    with pytest.raises(LogIncomplete, match=r"tile/entries/001.p/44 is not in"):
        missing_entries()


@pytest.mark.parametrize("change", [lambda data: data[:-5], lambda data: b"", lambda data: data[:2] + b"\xff" * 40])
def test_a_damaged_bundle_is_refused(acts, folder, untouched, change):
    restore(270)
    damage(folder / "tile/entries/001.p/44", change)

    with pytest.raises((LogIncomplete, LogDisagrees)):
        bring_back_entries()


def test_another_past_is_refused(acts, folder):
    restore(0)
    for _ in range(200):
        paint()
    sequencer.sequence_batch()

    with pytest.raises(LogDisagrees, match=r"Entry 0, .*the database has"):
        bring_back_entries()
    assert Head.objects.get().size == 200


def test_a_checkpoint_of_another_key_is_refused(acts, untouched, settings, tmp_path):
    restore(270)
    settings.REGISTER_KEY = tmp_path / "other.key"

    with pytest.raises(LogDisagrees, match="another log"):
        bring_back_entries()


def test_a_log_that_was_never_published_misses_nothing():
    with pytest.raises(NothingPublished):
        missing_entries()


# The command


def run(*arguments):
    """The exit code."""
    try:
        call_command("reconcile_register", *arguments)
    except SystemExit as ended:
        return ended.code
    except CommandError as refused:
        return refused.returncode
    return 0


def test_it_only_says_what_is_missing_unless_told_to(acts, capsys):
    restore(290)

    assert run() == 1
    assert "10 of 300 published entries are missing" in capsys.readouterr().out
    assert Entry.objects.count() == 290


def test_told_to_it_brings_back(acts, capsys):
    restore(290)

    assert run("--yes") == 0
    assert "10 of 300 published entries were brought back" in capsys.readouterr().out
    assert run() == 0


def test_it_tells_machines(acts, capsys):
    restore(290, waiting=[292])

    assert run("--dry-run", "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["missing"], said["brought_back"], said["waited_though_published"]) == (10, 0, 1)


def test_it_stands_back_while_a_process_sequences(acts):
    restore(290)
    with another_sequencer():
        assert run("--yes") == 2
    assert Entry.objects.count() == 290


def test_its_refusals_end_with_2(acts, folder):
    restore(290)
    (folder / "tile/entries/001.p/44").unlink()

    assert run("--yes") == 2
