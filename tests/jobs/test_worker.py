from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from parvis.jobs import commands, queries
from parvis.jobs.tasks import Job, Status, terms_of
from parvis.jobs.worker import Worker
from tests.jobs.samples import append, append_last, fail, linger_once

pytestmark = pytest.mark.django_db


def state_of(result) -> Job:
    return Job.objects.get(pk=result.id)


def later(**by) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**by))


def lines(path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def test_a_job_is_run(tmp_path):
    append.enqueue(str(tmp_path / "log"), "one")
    Worker("w").run_all()
    assert lines(tmp_path / "log") == ["one"]


def test_a_job_is_run_once(tmp_path):
    append.enqueue(str(tmp_path / "log"), "one")
    Worker("w").run_all()
    Worker("v").run_all()
    assert lines(tmp_path / "log") == ["one"]


def test_what_may_wait_goes_last(tmp_path):
    append_last.enqueue(str(tmp_path / "log"), "last")
    append.enqueue(str(tmp_path / "log"), "first")
    Worker("w").run_all()
    assert lines(tmp_path / "log") == ["first", "last"]


def test_a_job_for_later_waits(tmp_path):
    append.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(str(tmp_path / "log"), "one")
    assert Worker("w").run_all() == 0


def test_a_job_enqueued_in_a_transaction_that_is_undone_leaves_nothing(tmp_path):
    with transaction.atomic():
        append.enqueue(str(tmp_path / "log"), "one")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_job_that_fails_is_tried_again_later():
    fail.enqueue("boom")
    assert Worker("w").run_all() == 1
    with later(seconds=11):
        assert Worker("w").run_all() == 1


def test_between_two_tries_the_failure_can_be_seen():
    fail.enqueue("boom")
    Worker("w").run_all()
    assert "ValueError: boom" in queries.troubled().get().traceback


def test_after_the_last_try_a_job_stays_failed():
    made = fail.enqueue("boom")
    Worker("w").run_all()
    with later(minutes=1):
        Worker("w").run_all()
    with later(days=1):
        assert Worker("w").run_all() == 0
    assert [job.pk for job in queries.failed()] == [state_of(made).pk]


def test_a_failed_job_can_be_tried_again_by_hand():
    made = fail.enqueue("boom")
    for minutes in (0, 1):
        with later(minutes=minutes):
            Worker("w").run_all()
    commands.retry_job(state_of(made))
    assert state_of(made).status == Status.READY


def test_the_wait_between_tries_grows_to_an_hour():
    terms = terms_of("a job nobody declared")
    assert [terms.wait_after(n).total_seconds() for n in (1, 2, 3, 7, 50)] == [10, 30, 90, 3600, 3600]


def test_a_job_in_its_lease_is_left_alone(tmp_path):
    made = linger_once.enqueue(str(tmp_path / "mark"))
    commands.claim_job(worker="w")
    with later(seconds=29):
        commands.take_back_expired_jobs()
    assert state_of(made).status == Status.RUNNING


def test_a_job_beyond_its_lease_is_taken_over(tmp_path):
    made = append.enqueue(str(tmp_path / "log"), "one")
    commands.claim_job(worker="dead")
    with later(minutes=6):
        commands.take_back_expired_jobs()
        Worker("w").run_all()
    assert (state_of(made).status, state_of(made).worker_ids) == (Status.SUCCESSFUL, ["dead", "w"])


def test_a_worker_that_outlived_its_lease_says_nothing_of_the_job_any_more(tmp_path):
    made = append.enqueue(str(tmp_path / "log"), "one")
    slow = commands.claim_job(worker="slow")
    with later(minutes=6):
        commands.take_back_expired_jobs()
        commands.claim_job(worker="next")
        commands.fail_job(slow, ValueError("too late"))
    assert (state_of(made).status, state_of(made).traceback.count("too late")) == (Status.RUNNING, 0)


def test_a_job_that_kills_every_worker_is_given_up(tmp_path):
    made = linger_once.enqueue(str(tmp_path / "mark"))
    for hours in (1, 2, 3):
        with later(hours=hours):
            commands.claim_job(worker="dead")
        with later(hours=hours, minutes=30):
            commands.take_back_expired_jobs()
    assert (state_of(made).status, state_of(made).exception_class_path) == (
        Status.FAILED,
        "parvis.jobs.errors.LeaseExpired",
    )


def test_a_job_given_back_loses_no_try(tmp_path):
    made = append.enqueue(str(tmp_path / "log"), "one")
    worker = Worker("w")
    worker.held = commands.claim_job(worker="w")
    worker.give_back()
    assert (state_of(made).status, state_of(made).worker_ids) == (Status.READY, [])


def test_old_finished_jobs_are_removed_and_others_kept(tmp_path):
    append.enqueue(str(tmp_path / "log"), "old")
    Worker("w").run_all()
    waiting = append.enqueue(str(tmp_path / "log"), "waiting")
    with later(days=8):
        commands.prune_jobs()
    assert [job.pk for job in Job.objects.all()] == [state_of(waiting).pk]


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_run_each_job_once(tmp_path):
    for number in range(20):
        append.enqueue(str(tmp_path / "log"), str(number))

    def work(name: str) -> None:
        start.wait()
        Worker(name).run_all()
        connection.close()

    start = Barrier(4)
    threads = [Thread(target=work, args=[f"w{n}"]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(lines(tmp_path / "log"), key=int) == [str(number) for number in range(20)]
