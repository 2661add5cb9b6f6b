"""The job that enters a file which a person confirmed: what it says meanwhile, and what it does when broken off."""

from datetime import timedelta

import pytest
import time_machine

from parvis.assessments import commands, entering_uploads
from parvis.assessments.checking_commitments import checked
from parvis.assessments.entering_uploads import enter_upload
from parvis.assessments.models import CommitmentFile, CommitmentUpload
from parvis.jobs import queries as jobs
from parvis.jobs.tasks import terms_of
from parvis.jobs.worker import Worker
from parvis.kernel.clock import now
from parvis.kernel.types import PLATFORM
from parvis.register.models import Outbox
from parvis.search import commands as search
from parvis.search.models import Entry
from tests.accounts.factories import MemberFactory, administrator_of

from .commitment_pages import GOOD
from .commitment_rows import file_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def upload() -> CommitmentUpload:
    """Confirmed: its job is ready."""
    member = MemberFactory()
    person = administrator_of(member)
    kept = commands.keep_commitment_upload(checked(file_of(*GOOD), name="a.csv"), by=person)
    return commands.confirm_commitment_upload(kept, by=person, member=member)


@pytest.fixture
def broken(monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(entering_uploads.commands, "record_past_commitments", fail)
        yield patched


def as_it_is(upload) -> CommitmentUpload:
    return CommitmentUpload.objects.get(pk=upload.pk)


def test_it_says_what_it_does(upload, monkeypatch):
    said, note = [], commands.note_commitment_upload

    def heard(upload, *, by, state, done, rows):
        said.append((str(state), done, rows))
        note(upload, by=by, state=state, done=done, rows=rows)

    monkeypatch.setattr(entering_uploads.commands, "note_commitment_upload", heard)

    Worker("w").run_all()

    assert said[0] == ("reading", 0, 2)
    assert said[-1] == ("indexing", 2, 2)
    assert as_it_is(upload).state == "done"


def test_while_one_is_entered_nothing_is_written_between(upload):
    """SQLite has one writer, and it is the import."""
    told = entering_uploads._Told(upload)

    told("reading", 1, 2)

    assert as_it_is(upload).state == "waiting"


def test_progress_is_written_about_once_a_second(upload, monkeypatch):
    written = []
    monkeypatch.setattr(
        entering_uploads.commands, "note_commitment_upload", lambda *_a, done, **_kw: written.append(done)
    )
    told = entering_uploads._Told(upload)

    for done in range(1, 1001):
        told("indexing", done, 1000)

    assert len(written) < 10
    assert (written[0], written[-1]) == (1, 1000)


def test_a_second_time_it_changes_nothing(upload):
    again = as_it_is(upload)
    Worker("w").run_all()

    enter_upload(as_it_is(upload))
    enter_upload(again)  # as another worker took it up before the first was done

    assert (CommitmentFile.objects.count(), Outbox.objects.count()) == (1, 1)
    assert as_it_is(upload).state == "done"


def test_killed_while_it_indexed_it_indexes_again(upload):
    Worker("w").run_all()
    kept = file_of(*GOOD)
    CommitmentUpload.objects.update(state="indexing", content=kept)
    Entry.objects.all().delete()

    enter_upload(as_it_is(upload))

    assert Entry.objects.filter(kind="commitment").count() == 2
    assert (as_it_is(upload).state, as_it_is(upload).was_here) == ("done", False)


def test_killed_right_after_the_import_it_indexes_what_entered(upload, monkeypatch):
    def die(*_args):
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(search, "index", die)
        with pytest.raises(SystemExit):
            enter_upload(as_it_is(upload))
    assert (CommitmentFile.objects.count(), Entry.objects.filter(kind="commitment").count()) == (1, 0)

    enter_upload(as_it_is(upload))

    assert Entry.objects.filter(kind="commitment").count() == 2
    assert (as_it_is(upload).state, as_it_is(upload).was_here) == ("done", False)


@pytest.mark.parametrize("late", ["finish", "refuse", "fail", "note"])
def test_what_a_second_worker_says_too_late_changes_nothing(upload, late):
    again = as_it_is(upload)
    Worker("w").run_all()
    says = {
        "finish": lambda: commands.finish_commitment_upload(again, by=PLATFORM),
        "refuse": lambda: commands.refuse_commitment_upload(again, by=PLATFORM, reason="No."),
        "fail": lambda: commands.fail_commitment_upload(again, by=PLATFORM),
        "note": lambda: commands.note_commitment_upload(again, by=PLATFORM, state="reading", done=0, rows=2),
    }

    says[late]()

    now_here = as_it_is(upload)
    assert (now_here.state, now_here.failures, now_here.refusal) == ("done", 0, "")


def test_what_a_failure_left_out_of_the_index_is_indexed_at_once(upload, monkeypatch):
    """A reaction to an act that fails is logged and no more."""
    note, failed = commands.note_commitment_upload, []

    def fail_once(upload, *, by, state, done, rows):
        if state == "indexing" and not failed:
            failed.append(done)
            raise RuntimeError("the database went away")
        note(upload, by=by, state=state, done=done, rows=rows)

    monkeypatch.setattr(entering_uploads.commands, "note_commitment_upload", fail_once)

    Worker("w").run_all()

    assert Entry.objects.filter(kind="commitment").count() == 2
    assert as_it_is(upload).state == "done"


def test_killed_while_it_read_it_begins_again(upload):
    CommitmentUpload.objects.update(state="reading")

    Worker("w").run_all()

    assert as_it_is(upload).state == "done"


def test_a_failure_is_said_and_tried_again(upload, broken):
    Worker("w").run_all()
    assert (as_it_is(upload).state, as_it_is(upload).failures) == ("waiting", 1)
    broken.undo()

    with time_machine.travel(now() + timedelta(seconds=11)):
        Worker("w").run_all()

    assert as_it_is(upload).state == "done"


def test_after_three_failures_it_is_given_up_and_the_content_goes(upload, broken):
    for minutes in range(3):
        with time_machine.travel(now() + timedelta(minutes=minutes)):
            Worker("w").run_all()

    assert (as_it_is(upload).state, as_it_is(upload).content) == ("failed", b"")
    assert jobs.failed().count() == 1
    assert not CommitmentFile.objects.exists()


def test_its_lease_is_long_enough_for_a_long_file():
    assert terms_of("parvis.assessments.tasks.enter_commitment_upload").lease >= timedelta(hours=2)


@pytest.mark.parametrize("state", ["waiting", "reading"])
def test_what_a_killed_worker_left_is_settled_after_a_day(upload, state):
    CommitmentUpload.objects.update(state=state, confirmed_at=now() - timedelta(hours=25))

    commands.discard_commitment_uploads(by=PLATFORM)

    assert (as_it_is(upload).state, as_it_is(upload).content) == ("failed", b"")


def test_the_day_begins_when_it_is_confirmed(upload):
    CommitmentUpload.objects.update(uploaded_at=now() - timedelta(hours=25))

    commands.discard_commitment_uploads(by=PLATFORM)

    assert as_it_is(upload).state == "waiting"


def test_what_has_entered_is_never_called_failed(upload):
    Worker("w").run_all()
    CommitmentUpload.objects.update(state="indexing", confirmed_at=now() - timedelta(hours=25))

    commands.discard_commitment_uploads(by=PLATFORM)

    assert as_it_is(upload).state == "done"


def test_the_outcome_stays(upload):
    Worker("w").run_all()
    CommitmentUpload.objects.update(confirmed_at=now() - timedelta(days=400))

    assert commands.discard_commitment_uploads(by=PLATFORM) == 0
    assert as_it_is(upload).file is not None
