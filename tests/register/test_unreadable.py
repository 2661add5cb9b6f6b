"""A published checkpoint that is damaged: it is refused by name, pages say so, and one command puts it right."""

import pytest
from django.core.management import CommandError, call_command

from parvis.register import queries, sequencer
from parvis.register.errors import CheckpointUnreadable, PublishedMeanwhile
from parvis.register.last_signed import last_signed
from parvis.register.reconciling import bring_back_entries

from . import audit
from .backups import restore
from .factories import paint

pytestmark = pytest.mark.django_db

DAMAGED = {
    "empty": lambda _note: b"",
    "no text": lambda note: b"\xff\xfe" + note[2:],
    "junk": lambda _note: b"something else\n",
    "cut off": lambda note: note[:40],
    "without a signature": lambda note: note.partition(b"\n\n")[0] + b"\n",
    "a false signature": lambda note: note[:-9] + note[-9:].swapcase(),
    "another size": lambda note: note.replace(b"\n3\n", b"\n7\n"),
}
NOT_A_NOTE = ("empty", "no text", "junk", "cut off", "without a signature")


@pytest.fixture(params=DAMAGED)
def way(request):
    return request.param


@pytest.fixture
def damaged(folder, way):
    """A log of three entries, and the checkpoint as it was."""
    acts(3)
    whole = (folder / "checkpoint").read_bytes()
    (folder / "checkpoint").write_bytes(DAMAGED[way](whole))
    return whole


def acts(count):
    for _ in range(count):
        paint()
    sequencer.sequence_once()


def test_the_sequencer_refuses_and_names_the_command(damaged):
    with pytest.raises(CheckpointUnreadable, match="parvis rebuild-register-files"):
        sequencer.sequence_once()
    assert "rebuild-register-files" in queries.troubles()[0]


def test_the_command_puts_it_right(damaged, folder):
    call_command("rebuild_register_files")
    acts(2)

    assert audit.read(folder).size == 5


def test_the_command_shows_what_was_signed_last(damaged, folder):
    call_command("rebuild_register_files")

    assert (folder / "checkpoint").read_bytes() == damaged


def test_without_the_signers_memory_nothing_says_how_long_the_log_was(damaged, folder, way):
    last_signed().path.unlink()
    before = (folder / "checkpoint").read_bytes()

    with pytest.raises(CommandError) as refused:
        call_command("rebuild_register_files")
    assert refused.value.returncode == 2
    assert (folder / "checkpoint").read_bytes() == before


def test_a_database_that_is_behind_replaces_nothing(damaged, folder):
    restore(2)
    before = (folder / "checkpoint").read_bytes()

    with pytest.raises(CommandError, match="reconcile-register"):
        call_command("rebuild_register_files")
    assert (folder / "checkpoint").read_bytes() == before


def test_entries_come_back_by_what_the_signer_remembers(damaged, folder):
    restore(2)
    bring_back_entries()
    call_command("rebuild_register_files")
    acts(1)

    assert audit.read(folder).size == 4


@pytest.mark.parametrize("address", ["", "0/", "about/", "timestamps/"])
def test_pages_are_shown(damaged, client, address):
    assert client.get(f"/en/register/{address}").status_code == 200


@pytest.mark.parametrize("way", NOT_A_NOTE, indirect=True)
def test_the_registers_page_says_that_it_cannot_be_read(damaged, client):
    assert "The published checkpoint cannot be read" in client.get("/en/register/").content.decode()
    assert "Le point de contrôle publié est illisible" in client.get("/fr/register/").content.decode()


@pytest.mark.parametrize("way", NOT_A_NOTE, indirect=True)
def test_an_entry_is_not_said_to_be_unchanged(damaged, client):
    assert "standing--altered" in client.get("/en/register/0/").content.decode()


# Overtaken again and again


def test_to_be_overtaken_again_and_again_is_told(monkeypatch):
    turns = iter([False, False, False, True])

    class Stop:
        def is_set(self):
            return False

        def wait(self, _seconds):
            if next(turns):
                raise KeyboardInterrupt

    def overtaken(_stop, _asked):
        told.append(queries.waiting().trouble)
        raise PublishedMeanwhile("checkpoint")

    told = []
    monkeypatch.setattr(sequencer, "_work", overtaken)
    with pytest.raises(KeyboardInterrupt):
        sequencer.run(Stop())

    assert told[:2] == ["", ""]
    assert "checkpoint" in queries.waiting().trouble
    assert "two" in queries.waiting().trouble


@pytest.mark.parametrize("way", NOT_A_NOTE, indirect=True)
def test_whoever_runs_the_server_hears_of_it_while_nobody_publishes(damaged):
    assert "rebuild-register-files" in queries.troubles()[0]
