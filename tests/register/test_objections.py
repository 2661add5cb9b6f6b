"""A backup that brought back database, files and the signer's memory: only the witnesses know that there was more."""

import shutil
import threading
import time

import pytest
from django.core.management import CommandError, call_command

from parvis.register import objections, queries, sequencer
from parvis.register.cosignatures import ED25519, Cosigner
from parvis.register.errors import WitnessesObject
from parvis.register.last_signed import last_signed
from parvis.register.models import Objection, Outbox
from parvis.register.publisher import publisher
from parvis.register.witness.protocol import Answer
from parvis.register.witnesses import Panel

from . import audit
from .backups import restore
from .factories import move

pytestmark = pytest.mark.django_db


def acts(count):
    for _ in range(count):
        move()
    sequencer.sequence_once()


@pytest.fixture
def restored(witnesses, folder, tmp_path):
    """Three of eight entries, in all that one backup holds; `w1` has cosigned the eight. The files of then are kept."""
    witnesses("w1")
    acts(3)
    backup = tmp_path / "backup"
    shutil.copytree(folder, backup / "register")
    shutil.copy(last_signed().path, backup / "signed")
    acts(5)
    shutil.copytree(folder, tmp_path / "mirror")
    shutil.rmtree(folder)
    shutil.copytree(backup / "register", folder)
    shutil.copy(backup / "signed", last_signed().path)
    restore(3)
    return tmp_path / "mirror"


def signs_on(count):
    """As one that began to sign before the witness could be asked."""
    for _ in range(count):
        move()
    sequencer.sequence_batch()
    publisher().publish()


# Before anything is signed


def test_nothing_is_signed_over_less_than_a_witness_saw(restored, folder):
    move()
    with pytest.raises(WitnessesObject, match=r"w1: it has cosigned 8 entries, and this log has 3.*reconcile-register"):
        sequencer.sequence_once()

    assert audit.read(folder).size == 3
    assert Outbox.objects.count() == 1


def test_nothing_is_signed_where_the_database_has_caught_up(restored, folder, monkeypatch):
    """It signed on while the witness was away: what the witness saw is not in it."""
    monkeypatch.setattr(objections, "panel", Panel)
    signs_on(7)
    monkeypatch.undo()
    with pytest.raises(WitnessesObject, match="does not find the 8 entries"):
        sequencer.sequence_once()

    assert audit.read(folder).size == 10


def test_nor_where_it_has_as_many_others(restored, folder):
    signs_on(5)

    with pytest.raises(WitnessesObject, match="does not find the 8 entries"):
        sequencer.sequence_once()


def test_nor_where_all_but_the_key_is_lost(restored, folder):
    restore(0)
    shutil.rmtree(folder)
    last_signed().path.unlink()

    with pytest.raises(WitnessesObject, match="has cosigned 8 entries, and this log has 0"):
        sequencer.sequence_once()


def test_reconciling_says_so_too(restored):
    with pytest.raises(CommandError, match="has cosigned 8 entries") as refused:
        call_command("reconcile_register", "--yes")

    assert refused.value.returncode == 2


def test_it_goes_on_once_the_entries_are_back(restored, folder):
    with pytest.raises(WitnessesObject):
        sequencer.sequence_once()
    shutil.rmtree(folder)
    shutil.copytree(restored, folder)
    call_command("reconcile_register", "--yes")
    acts(1)

    assert audit.read(folder).size == 9
    assert queries.troubles() == []


def test_it_goes_on_without_a_witness_that_is_wrong(restored, folder, settings):
    with pytest.raises(WitnessesObject, match="take it out of PARVIS_REGISTER_WITNESSES"):
        sequencer.sequence_once()
    settings.REGISTER_WITNESSES = []
    acts(1)

    assert audit.read(folder).size == 4
    assert queries.troubles() == []


def test_witnesses_that_are_away_or_silent_stop_nothing(witnesses, folder, settings, monkeypatch):
    monkeypatch.setattr(objections, "WAIT", 0.2)
    monkeypatch.setattr("parvis.register.publisher.WAIT", 0.2)
    free = threading.Event()
    witnesses("w1", of=lambda honest, body: free.wait(20) and honest(body))
    settings.REGISTER_WITNESSES.append(f"{Cosigner('w2', ED25519, bytes([9] * 32)).key} http://127.0.0.1:1")
    acts(2)
    free.set()

    assert audit.read(folder).size == 2


@pytest.mark.parametrize("answer", [Answer(422, "no\n"), Answer(500, "no\n"), Answer(409, "no size\n")])
def test_an_answer_that_names_no_size_stops_nothing(witnesses, folder, answer):
    witnesses("w1", of=lambda _honest, _body: answer)
    acts(2)

    assert audit.read(folder).size == 2


def test_a_whole_log_is_asked_after_and_goes_on(witnesses, folder):
    witnesses("w1")
    for _ in range(3):
        acts(2)

    assert audit.read(folder).size == 6
    assert queries.objections() == []


def test_the_loop_waits_and_asks_again(restored, folder, monkeypatch):
    monkeypatch.setattr(sequencer, "TRY_AGAIN_AFTER", 0.01)
    monkeypatch.setattr(sequencer, "WITNESSES_ASKED_FIRST_EVERY", 0.1)
    asked = []

    class Stop:
        def is_set(self):
            return len(asked) == 3

        def wait(self, seconds):
            time.sleep(seconds)

    def object_(*_note, **_held):
        asked.append(1)
        raise WitnessesObject("no")

    monkeypatch.setattr("parvis.register.publisher.check_witnesses", object_)
    sequencer.run(Stop())

    assert queries.waiting().trouble == "no"


# While it runs


@pytest.mark.parametrize(
    ("more", "said"), [(1, "has cosigned 8 entries, and this log has 4"), (7, "does not find the 8")]
)
def test_a_witness_that_objects_stops_no_act_and_is_told(restored, folder, more, said):
    signs_on(more)

    assert audit.read(folder).size == 3 + more
    [trouble] = queries.troubles()
    assert trouble.startswith("The witness w1 objects")
    assert said in trouble


def test_the_registers_page_says_so(restored, client):
    signs_on(7)

    assert "The witness w1 has objected to this log" in client.get("/en/register/").content.decode()
    assert "Le témoin w1 conteste ce journal" in client.get("/fr/register/").content.decode()
    assert "another log" in client.get("/en/register/about/").content.decode()


def test_what_it_says_lasts(restored, monkeypatch):
    """Publishing puts an end to other troubles."""
    signs_on(7)
    since = Objection.objects.get().since
    signs_on(1)

    assert Objection.objects.get().since == since
    assert queries.waiting().trouble == ""


def test_once_it_cosigns_it_objects_no_more(witnesses, folder):
    answers = [Answer(422, "no\n")]
    witnesses("w1", of=lambda honest, body: answers.pop() if answers else honest(body))
    signs_on(1)
    assert queries.objections()
    signs_on(1)

    assert queries.witnessed().count == 1
    assert queries.objections() == []


def test_a_checkpoint_that_another_published_later_is_no_objection(witnesses):
    """The witness is ahead of this sequencer, but not of the database."""
    signs_on(1)
    witnesses("w1")
    slow = publisher()
    signs_on(1)
    seat, deadline = slow.witnessing.seats[0], time.monotonic() + 20
    while not seat.failures and time.monotonic() < deadline:
        slow.add_cosignatures()
        time.sleep(0.02)

    assert seat.failures
    assert queries.objections() == []
