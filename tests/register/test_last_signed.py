import json
from datetime import timedelta

import pytest

from parvis.kernel.clock import now
from parvis.register import last_signed, queries, sequencer
from parvis.register.errors import ClockAstray, DatabaseBehindLog, LogDisagrees, MemoryUnusable, SignerForgot
from parvis.register.last_signed import LastSigned
from parvis.register.models import Checkpoint, Entry

from . import audit, files
from .backups import restore
from .factories import paint

pytestmark = pytest.mark.django_db


@pytest.fixture
def memory(settings):
    return LastSigned(settings.REGISTER_KEY.with_name("register.key.signed"))


def acts(count):
    done = [str(paint().act) for _ in range(count)]
    sequencer.sequence_once()
    return done


def test_the_signer_remembers_what_it_signed(folder, memory):
    acts(3)

    assert memory.read().note == (folder / "checkpoint").read_text()


def test_it_may_lie_elsewhere(settings, tmp_path):
    settings.REGISTER_LAST_SIGNED = str(tmp_path / "signed.json")
    acts(1)

    assert LastSigned(tmp_path / "signed.json").read().state.size == 1


def test_only_its_owner_reads_it(memory):
    acts(1)

    assert memory.path.stat().st_mode & 0o777 == 0o600


def test_when_database_and_files_are_both_old_the_signer_still_refuses(folder, memory):
    """A backup of everything but the key."""
    acts(2)
    old = files.of(folder)
    acts(2)
    restore(2)
    for path, content in old.items():
        (folder / path).write_bytes(content)

    paint()
    with pytest.raises(DatabaseBehindLog, match="up to 4 entries"):
        sequencer.sequence_once()


def test_another_log_of_the_same_length_is_not_signed(folder, memory):
    """Files lost, database restored, and as many acts since as were lost."""
    acts(4)
    restore(2)
    Checkpoint.objects.all().delete()
    for path in files.of(folder):
        (folder / path).unlink()
    paint()
    paint()
    sequencer.sequence_batch()

    with pytest.raises(LogDisagrees, match="fork"):
        sequencer.sequence_once()
    assert memory.read().state.size == 4
    assert not (folder / "checkpoint").exists()


def test_the_signer_checks_for_itself(folder, memory):
    """Even when the publisher were mistaken about what it signed before."""
    acts(3)
    publish = sequencer.publisher()
    memory.renew(memory.read().note.replace("\n3\n", "\n2\n"), now())
    paint()
    sequencer.sequence_batch()

    with pytest.raises(LogDisagrees, match="does not continue them"):
        publish.publish()
    assert Checkpoint.objects.count() == 1


def test_a_memory_that_cannot_be_read_is_refused(memory):
    acts(1)
    memory.path.write_text(json.dumps({"at": "yesterday"}))

    with pytest.raises(SignerForgot, match="cannot be read"):
        sequencer.sequence_once()


def test_what_was_signed_and_not_stored_is_signed_again(folder, memory, monkeypatch):
    """Killed between the signer's own file and the database."""
    acts(2)
    with monkeypatch.context() as patched:
        patched.setattr(Checkpoint.objects, "create", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
        paint()
        with pytest.raises(KeyboardInterrupt):
            sequencer.sequence_once()
    assert memory.read().state.size == 3
    acts(2)

    assert audit.read(folder).size == 5


# Clocks


def test_a_clock_far_from_the_databases_signs_nothing(folder, clock, monkeypatch):
    acts(1)
    monkeypatch.setattr(last_signed, "database_now", lambda: now() - timedelta(seconds=61))
    paint()

    with pytest.raises(ClockAstray, match="61 s apart"):
        sequencer.sequence_once()
    assert audit.read(folder).size == 1


def test_a_minute_apart_is_close_enough(folder, clock, monkeypatch):
    monkeypatch.setattr(last_signed, "database_now", lambda: now() - timedelta(seconds=60))
    acts(1)

    assert audit.read(folder).size == 1


def test_a_clock_before_the_last_signature_signs_nothing(folder, clock):
    acts(1)
    clock.shift(timedelta(seconds=-5))
    paint()

    with pytest.raises(ClockAstray, match="it signed last at"):
        sequencer.sequence_once()


def test_publishing_goes_on_once_the_clock_is_right(folder, clock):
    done = acts(1)
    clock.shift(timedelta(hours=-1))
    done.append(str(paint().act))
    with pytest.raises(ClockAstray):
        sequencer.sequence_once()
    assert "signed last" in queries.waiting().trouble
    assert Entry.objects.count() == 2
    clock.shift(timedelta(hours=2))
    sequencer.sequence_once()

    assert audit.read(folder).acts == done
    assert queries.waiting().trouble == ""


# A file that cannot be used


def in_a_folder_that_is_not_there(tmp_path):
    return tmp_path / "missing" / "signed"


def a_folder(tmp_path):
    (tmp_path / "signed").mkdir()
    return tmp_path / "signed"


def below_a_file(tmp_path):
    (tmp_path / "file").write_text("")
    return tmp_path / "file" / "signed"


@pytest.mark.parametrize("place", [in_a_folder_that_is_not_there, a_folder, below_a_file])
def test_a_place_that_cannot_be_used_is_told_with_what_to_do(settings, tmp_path, place):
    settings.REGISTER_LAST_SIGNED = str(place(tmp_path))
    paint()
    with pytest.raises(MemoryUnusable):
        sequencer.sequence_once()

    [trouble] = queries.troubles()
    assert "PARVIS_REGISTER_LAST_SIGNED must be a file in a folder that is there" in trouble
