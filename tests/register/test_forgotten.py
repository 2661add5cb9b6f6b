"""A signer that does not remember signs nothing, until somebody has looked."""

import json
import shutil
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from parvis.register import sequencer
from parvis.register.errors import ClockAstray, SignerForgot
from parvis.register.last_signed import last_signed
from parvis.register.models import Checkpoint
from parvis.register.rebuilding import rebuild_files

from . import audit
from .backups import restore
from .factories import paint
from .others import another_sequencer

pytestmark = pytest.mark.django_db


def acts(count):
    for _ in range(count):
        paint()
    sequencer.sequence_once()


def run(*arguments):
    """The exit code."""
    try:
        call_command("renew_signer_memory", *arguments)
    except SystemExit as ended:
        return ended.code
    except CommandError as refused:
        return refused.returncode
    return 0


@pytest.fixture
def elsewhere(folder, settings, tmp_path):
    """A log of eight entries, seen by a machine that has signed none of them."""
    acts(3)
    shutil.copytree(folder, tmp_path / "old")
    acts(5)
    settings.REGISTER_LAST_SIGNED = str(tmp_path / "standby.signed")
    return tmp_path / "old"


def test_a_new_log_needs_no_memory(folder):
    acts(1)

    assert audit.read(folder).size == 1


def test_another_machine_does_not_sign_on_by_itself(elsewhere, folder):
    paint()
    with pytest.raises(SignerForgot, match=r"standby.signed.*parvis renew-signer-memory"):
        sequencer.sequence_once()

    assert audit.read(folder).size == 8


def test_nor_from_an_old_database_and_old_files(elsewhere, folder):
    shutil.rmtree(folder)
    shutil.copytree(elsewhere, folder)
    restore(3)
    paint()

    with pytest.raises(SignerForgot):
        sequencer.sequence_once()


def test_nor_does_it_show_old_files(elsewhere, folder):
    shutil.rmtree(folder)

    with pytest.raises(SignerForgot):
        rebuild_files()
    assert not (folder / "checkpoint").exists()


def test_once_somebody_has_looked_it_goes_on(elsewhere, folder, capsys):
    assert run("--yes") == 0
    assert "8 entries signed" in capsys.readouterr().out
    acts(1)

    assert audit.read(folder).size == 9


def test_it_asks_first(elsewhere):
    assert run() == 1
    assert last_signed().read() is None


def test_it_stands_back_while_a_process_sequences(elsewhere):
    with another_sequencer():
        assert run("--yes") == 2


def test_a_database_that_is_behind_is_reconciled_first(elsewhere, capsys):
    restore(3)
    assert run("--yes") == 2
    call_command("reconcile_register", "--yes")
    assert "parvis renew-signer-memory" in capsys.readouterr().out
    assert run("--yes") == 0
    acts(1)


def test_a_witness_that_knows_more_keeps_it_from_being_written(witnesses, folder, tmp_path):
    witnesses("w1")
    acts(3)
    shutil.copytree(folder, tmp_path / "old")
    acts(5)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "old", folder)
    restore(3)
    last_signed().path.unlink()

    assert run("--yes") == 2
    assert last_signed().read() is None


def test_a_memory_that_cannot_be_read_is_written_anew(folder):
    acts(2)
    last_signed().path.write_text(json.dumps({"at": "yesterday"}))
    with pytest.raises(SignerForgot, match="cannot be read"):
        sequencer.sequence_once()
    assert run("--yes") == 0
    acts(1)

    assert audit.read(folder).size == 3


def test_the_longest_that_was_signed_is_kept(folder):
    """Signed, and neither stored nor shown."""
    acts(2)
    old = (folder / "checkpoint").read_bytes()
    acts(1)
    Checkpoint.objects.filter(size=3).delete()
    (folder / "checkpoint").write_bytes(old)
    assert run("--yes") == 0

    assert last_signed().read().state.size == 3


def test_before_anything_was_signed_there_is_nothing_to_write():
    assert run("--yes") == 2


def test_without_checkpoint_and_memory_a_mirror_is_asked_for(folder):
    acts(2)
    last_signed().path.unlink()
    (folder / "checkpoint").write_bytes(b"")
    with pytest.raises(CommandError, match="mirror"):
        call_command("rebuild_register_files")
    (folder / "checkpoint").unlink()
    assert run("--yes") == 0
    acts(1)

    assert audit.read(folder).size == 3


def test_a_clock_that_was_ahead_is_put_right_without_forgetting(folder, clock):
    clock.shift(timedelta(days=400))
    acts(3)
    clock.shift(timedelta(days=-400))
    paint()
    with pytest.raises(ClockAstray, match="parvis renew-signer-memory"):
        sequencer.sequence_once()
    assert run("--yes") == 0
    assert last_signed().read().state.size == 3
    acts(1)

    assert audit.read(folder).size == 5
