import json
import shutil
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from parvis.kernel import progress
from parvis.register import sequencer
from parvis.register.collecting import collect_partial_tiles
from parvis.register.errors import DatabaseBehindLog, LogDisagrees, NothingPublished
from parvis.register.folder import Folder
from parvis.register.models import Entry
from parvis.register.rebuilding import rebuild_files

from . import audit, files
from .backups import restore
from .factories import paint
from .others import another_sequencer

pytestmark = pytest.mark.django_db


def acts(count):
    for _ in range(count):
        paint()
    sequencer.sequence_once()


@pytest.fixture
def log(folder, clock):
    """Checkpoints within a tile, at its end, beyond it."""
    for more in (3, 200, 53, 14):
        acts(more)
    return folder


def test_a_lost_folder_comes_back_byte_for_byte(log, clock):
    """But for partial tiles that full ones have followed, which go anyway."""
    clock.shift(timedelta(hours=2))
    acts(1)
    collect_partial_tiles()
    before = files.of(log)
    shutil.rmtree(log)
    rebuild_files()

    assert files.of(log) == before


def test_each_checkpoint_of_the_last_tile_has_its_files_again(log):
    acts(5)
    acts(6)
    older = (log / "checkpoint").read_bytes()
    acts(7)
    shutil.rmtree(log)
    rebuild_files()
    (log / "checkpoint").write_bytes(older)

    assert audit.read(log).size == 281


def test_what_is_right_is_left_alone(log):
    (log / "tile/entries/000").unlink()
    (log / "tile/0/000").write_bytes(b"something else")
    rebuilt = rebuild_files()

    assert rebuilt.written == 2
    assert audit.read(log).size == 270


def test_the_log_goes_on_afterwards(log):
    shutil.rmtree(log)
    rebuild_files()
    acts(2)

    assert audit.read(log).size == 272


def test_the_checkpoint_comes_last(log, monkeypatch):
    shutil.rmtree(log)
    order = []
    write = Folder.write
    monkeypatch.setattr(Folder, "write", lambda self, path, data: (order.append(path), write(self, path, data)))
    rebuild_files()

    assert order[-1] == "checkpoint"


def test_it_says_how_far_it_is(log):
    heard = []
    with progress.watched_by(lambda step, done, total: heard.append((step, done, total))):
        rebuild_files()

    assert ("checking", 270, 270) in heard
    assert heard[-1][0] == "writing"
    assert heard[-1][1] == heard[-1][2]


def test_a_changed_database_writes_nothing(log):
    leaf = Entry.objects.get(pk=17).leaf
    Entry.objects.filter(pk=17).update(leaf=leaf.replace("bench", "couch"))
    before = files.of(log)

    with pytest.raises(LogDisagrees, match="No file was written"):
        rebuild_files()
    assert files.of(log) == before


def test_a_restored_database_writes_nothing(log):
    restore(260)
    before = files.of(log)

    with pytest.raises(DatabaseBehindLog):
        rebuild_files()
    assert files.of(log) == before


def test_there_is_nothing_to_rebuild_before_the_first_checkpoint():
    with pytest.raises(NothingPublished):
        rebuild_files()


def test_the_command_says_what_it_did(log, capsys):
    (log / "tile/0/000").unlink()
    call_command("rebuild_register_files", "--json")

    assert json.loads(capsys.readouterr().out)["written"] == 1


def test_the_command_stands_back_while_a_process_sequences(log):
    with another_sequencer(), pytest.raises(CommandError) as refused:
        call_command("rebuild_register_files")

    assert refused.value.returncode == 2
