import threading
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, connections
from django.db.models import QuerySet

from parvis.kernel import bulk
from parvis.register import placing, queries, sequencer
from parvis.register.errors import DatabaseBehindLog, HeadMoved, KeyMissing, LogDisagrees
from parvis.register.folder import Folder
from parvis.register.last_signed import LastSigned
from parvis.register.models import Checkpoint, Entry, Facet, Head, Mention, Outbox, Publication, Subtree
from parvis.register.notes import State, Verifier

from . import audit
from .backups import restore
from .factories import bench, move, paint
from .others import another_sequencer

pytestmark = pytest.mark.django_db


def acts(count):
    return [str(paint().act) for _ in range(count)]


def test_acts_enter_the_log_in_their_order(folder):
    done = acts(5)
    sequencer.sequence_once()

    assert audit.read(folder).acts == done


def test_the_outbox_is_empty_afterwards():
    acts(3)

    assert sequencer.sequence_once() == 3
    assert not Outbox.objects.exists()


def test_an_act_keeps_all_it_said(folder):
    line = paint(paint="green")
    sequencer.sequence_once()

    assert queries.latest(line.object).leaf == line.leaf
    assert audit.read(folder).entries == [line.leaf.encode()]


def test_an_empty_log_is_published_too(folder):
    sequencer.sequence_once()

    assert audit.read(folder).size == 0


def test_the_log_grows_over_tiles(folder, monkeypatch):
    monkeypatch.setattr(sequencer, "BATCH", 100)
    done = []
    for more in (1, 254, 1, 1, 255, 300):
        done += acts(more)
        sequencer.sequence_once()

    assert audit.read(folder).acts == done
    assert Subtree.objects.count() == 3


def test_a_waiting_act_is_the_latest():
    object = bench()
    paint(object)
    sequencer.sequence_once()
    move(object)

    assert queries.latest(object).is_pending


def test_what_only_mentions_an_object_is_not_its_latest():
    object = bench()
    line = paint(object)
    paint(paint=object)
    sequencer.sequence_once()

    assert queries.latest(object).act == line.act


def test_the_checkpoint_is_signed_with_the_published_key(folder):
    acts(1)
    sequencer.sequence_once()
    key = Verifier.parse((folder / "vkey").read_text())

    assert State.parse(key.opened((folder / "checkpoint").read_text())).origin == "parvis.test/register"


def test_an_idle_log_is_not_written_again(folder):
    acts(1)
    sequencer.sequence_once()
    before = (folder / "checkpoint").stat().st_mtime_ns
    sequencer.sequence_once()

    assert (folder / "checkpoint").stat().st_mtime_ns == before
    assert Checkpoint.objects.count() == 1


def test_an_idle_log_is_signed_again_each_day(folder, clock):
    acts(1)
    sequencer.sequence_once()
    clock.shift(timedelta(hours=24))
    sequencer.sequence_once()

    assert Checkpoint.objects.count() == 2


def test_every_urn_that_a_line_names_finds_it():
    line = paint(paint="urn:parvis:paint:00000000-0000-0000-0000-000000000003")
    sequencer.sequence_once()

    assert set(Mention.objects.values_list("urn", flat=True)) == {line.object, line.payload["paint"]}


def test_what_the_journal_filters_by_is_kept_once():
    acts(2)
    sequencer.sequence_once()
    acts(1)
    sequencer.sequence_once()

    assert Facet.objects.filter(column="event").count() == 1


# Two sequencers


def test_a_head_that_moved_meanwhile_stops_the_batch(monkeypatch):
    acts(2)

    def overtaken(lines, tree):
        Head.objects.update(size=7)
        return placing.placed(lines, tree)

    monkeypatch.setattr(sequencer, "placed", overtaken)
    with pytest.raises(HeadMoved):
        sequencer.sequence_batch()

    assert (Outbox.objects.count(), Entry.objects.count()) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_without_a_lock_place_each_act_once(folder, monkeypatch):
    monkeypatch.setattr(sequencer, "BATCH", 7)
    done = acts(100)

    def work():
        try:
            while Outbox.objects.exists():
                try:
                    sequencer.sequence_batch()
                except (HeadMoved, DatabaseError):
                    time.sleep(0.001)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sequencer.sequence_once()

    assert sorted(audit.read(folder).acts) == sorted(done)


def test_a_second_sequencer_stands_back():
    with another_sequencer(), pytest.raises(HeadMoved):
        sequencer.sequence_once()


def test_the_lock_is_free_again_afterwards():
    with sequencer.sole_sequencer():
        pass
    with sequencer.sole_sequencer() as alone:
        assert alone


# Interrupted anywhere


class Killed(BaseException):
    """Nothing catches it, as nothing catches `kill -9`."""


PUBLISHING = [
    (Folder, "write"),
    (Folder, "settle"),
    (LastSigned, "keep"),
    (Checkpoint.objects, "create"),
    (Publication, "published"),
]


@pytest.mark.parametrize("step", range(12))
def test_publishing_interrupted_at_any_step_is_taken_up_again(folder, monkeypatch, step):
    done = acts(255)
    sequencer.sequence_once()
    earlier = audit.read(folder)
    done += acts(3)
    left = step

    def count_down(do):
        def step_(*args, **kwargs):
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return do(*args, **kwargs)

        return step_

    with monkeypatch.context() as patched:
        for owner, name in PUBLISHING:
            patched.setattr(owner, name, count_down(getattr(owner, name)))
        killed = _killed(sequencer.sequence_once)
    seen = audit.read(folder)
    sequencer.sequence_once()

    assert seen.acts in (earlier.acts, done)
    assert audit.read(folder).acts == done
    assert killed == (step < 11)


@pytest.mark.parametrize("table", [Entry, Subtree, Mention, Facet])
def test_a_batch_interrupted_at_any_table_leaves_nothing(folder, monkeypatch, table):
    done = acts(256)
    insert, move, create = bulk.insert, bulk.move, QuerySet.bulk_create

    def inserting(model, *rest):
        if model is table:
            raise Killed
        return insert(model, *rest)

    def moving(model, to, *rest):
        if to is table:
            raise Killed
        return move(model, to, *rest)

    def creating(rows, *rest, **more):
        if rows.model is table:
            raise Killed
        return create(rows, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr(bulk, "insert", inserting)
        patched.setattr(bulk, "move", moving)
        patched.setattr(QuerySet, "bulk_create", creating)
        assert _killed(sequencer.sequence_once)
    assert (Entry.objects.count(), Outbox.objects.count(), Head.objects.get().size) == (0, 256, 0)
    sequencer.sequence_once()

    assert audit.read(folder).acts == done


def test_a_stored_signature_that_was_not_published_is_published(folder):
    done = acts(1)
    sequencer.sequence_once()
    old = (folder / "checkpoint").read_bytes()
    done += acts(1)
    sequencer.sequence_once()
    (folder / "checkpoint").write_bytes(old)
    sequencer.sequence_once()

    assert audit.read(folder).acts == done
    assert Checkpoint.objects.count() == 2


def test_a_lost_folder_is_written_again_byte_for_byte(folder):
    acts(300)
    sequencer.sequence_once()
    before = _files(folder)
    for path in before:
        (folder / path).unlink()
    sequencer.sequence_once()

    assert _files(folder) == before


def _killed(work):
    try:
        work()
    except Killed:
        return True
    return False


def _files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Refusals


def test_a_database_behind_the_published_log_is_refused(folder):
    acts(3)
    sequencer.sequence_once()
    published = (folder / "checkpoint").read_bytes()
    restore(2)

    with pytest.raises(DatabaseBehindLog, match=r"up to 3 entries, but the database holds 2.*backup"):
        sequencer.sequence_once()
    assert (folder / "checkpoint").read_bytes() == published


def test_a_database_with_another_past_is_refused(folder):
    acts(3)
    sequencer.sequence_once()
    restore(0)
    acts(4)
    sequencer.sequence_batch()

    with pytest.raises(LogDisagrees, match="fork"):
        sequencer.sequence_once()


def test_a_changed_entry_is_not_published(folder):
    acts(2)
    sequencer.sequence_once()
    acts(1)
    sequencer.sequence_batch()
    Entry.objects.filter(index=2).update(leaf="{}")

    with pytest.raises(LogDisagrees, match="Entry 2"):
        sequencer.sequence_once()


def test_a_folder_signed_by_another_key_is_refused(folder, settings, tmp_path):
    acts(1)
    sequencer.sequence_once()
    settings.REGISTER_KEY = tmp_path / "other.key"

    with pytest.raises(LogDisagrees, match="another log"):
        sequencer.sequence_once()


def test_production_makes_no_key(settings):
    settings.PRODUCTION = True

    with pytest.raises(KeyMissing, match=r"parvis make-key"):
        sequencer.sequence_once()


def test_a_log_keeps_its_origin_in_production(settings):
    sequencer.sequence_once()
    settings.PRODUCTION, settings.REGISTER_ORIGIN = True, "elsewhere.test/register"

    with pytest.raises(KeyMissing, match="origin for life"):
        sequencer.sequence_once()


def test_only_its_owner_reads_the_key(settings):
    sequencer.sequence_once()

    assert settings.REGISTER_KEY.stat().st_mode & 0o777 == 0o400


# The loop


@pytest.mark.django_db(transaction=True)
def test_the_loop_publishes_what_arrives_and_stops(folder):
    stop, failures = threading.Event(), []

    def work():
        try:
            sequencer.run(stop)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    done = acts(3)
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and not ((folder / "checkpoint").exists() and audit.read(folder).size == 3):
        time.sleep(0.05)
    stop.set()
    thread.join()

    assert failures == []
    assert audit.read(folder).acts == done


def test_an_idle_turn_reads_once_and_writes_nothing(django_assert_num_queries):
    acts(1)
    sequencer.sequence_once()

    with django_assert_num_queries(1):
        sequencer.sequence_batch()
