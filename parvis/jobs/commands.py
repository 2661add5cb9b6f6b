"""Taking a job, finishing it, giving it back: each one statement that compares and sets, so that no lock is held.

A worker owns a job while the job is RUNNING with the `started_at` that the worker gave it. Clocks of two servers that
differ by seconds do no harm: leases are minutes long, and who takes what is decided by the statement, not the clock.
"""

from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.permissions import asked_already

from .errors import LeaseExpired
from .models import Schedule
from .tasks import Job, Periodic, Status, periodic, terms_of

KEEP_SUCCESSFUL = timedelta(days=7)
KEEP_FAILED = timedelta(days=90)
CANDIDATES = 10
JOURNAL_PATIENCE = 200  # milliseconds; writers wait as long


@asked_already("the platform's own worker")
@not_an_act("work by the platform itself")
def claim_job(*, worker: str) -> Job | None:
    """The first job that is ready, now this worker's; None when there is none."""
    for job in Job.objects.ready()[:CANDIDATES]:
        job.started_at, job.worker_ids = now(), [*job.worker_ids, worker]
        ready = Job.objects.filter(pk=job.pk, status=Status.READY)
        if ready.update(status=Status.RUNNING, started_at=job.started_at, worker_ids=job.worker_ids):
            return job
    return None


@asked_already("the platform's own worker")
@not_an_act("work by the platform itself")
def finish_job(job: Job) -> None:
    _held(job).update(
        status=Status.SUCCESSFUL, finished_at=now(), exception_class_path="", traceback="", return_value=None
    )


@asked_already("the platform's own worker")
@not_an_act("work by the platform itself")
def fail_job(job: Job, error: BaseException) -> None:
    """Try again later, or, after the last try, leave it failed for someone to see."""
    _try_again_or_fail(job, error, wait=terms_of(job.task_path).wait_after(len(job.worker_ids)))


@asked_already("the platform's own worker")
@not_an_act("work by the platform itself")
def release_job(job: Job) -> None:
    """Give back a job that was not finished because the worker stops: no try is lost."""
    _held(job).update(status=Status.READY, started_at=None, worker_ids=job.worker_ids[:-1])


@asked_already("the platform's own worker")
@not_an_act("work by the platform itself")
def take_back_expired_jobs() -> int:
    """Make ready again what workers hold beyond its lease: they were killed. How many there were."""
    at = now()
    expired = [job for job in Job.objects.running() if job.started_at + terms_of(job.task_path).lease < at]
    for job in expired:
        _try_again_or_fail(job, LeaseExpired("no worker finished it in time"), wait=timedelta(0))
    return len(expired)


@asked_already("the platform's own worker")
@not_an_act("work by the platform itself")
def retry_job(job: Job) -> bool:
    """Try a failed job once more, at once. False when it was not failed."""
    failed = Job.objects.filter(pk=job.pk, status=Status.FAILED)
    return bool(failed.update(status=Status.READY, run_after=now(), finished_at=None, worker_ids=[]))


@asked_already("the platform's own worker")
@not_an_act("work by the platform itself")
def enqueue_due_jobs() -> int:
    """Enqueue the periodic jobs that are due, each once, however many workers ask. How many this call enqueued."""
    at, declared = now(), {one.name: one for one in periodic()}
    known = {schedule.name: schedule for schedule in Schedule.objects.filter(name__in=declared)}
    new = [Schedule(name=name, due_at=at) for name in declared.keys() - known.keys()]
    if new:
        Schedule.objects.bulk_create(new, ignore_conflicts=True)
        known = {schedule.name: schedule for schedule in Schedule.objects.filter(name__in=declared)}
    return sum(_enqueue_once(schedule, declared[name], at) for name, schedule in known.items())


@asked_already("the platform's own worker")
@not_an_act("work by the platform itself")
def prune_jobs() -> int:
    """Remove finished jobs that nobody will ask about any more."""
    successful = Job.objects.successful().filter(finished_at__lt=now() - KEEP_SUCCESSFUL)
    failed = Job.objects.failed().filter(finished_at__lt=now() - KEEP_FAILED)
    removed, _by_table = (successful | failed).delete()
    return removed


@asked_already("the platform's own worker")
@not_an_act("work by the platform itself")
def empty_journal() -> None:
    """Empty SQLite's write-ahead log, where pages stay as they were before something was erased from them.

    Not while others read or write: they are waited for very briefly, and the next run tries again.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        patience = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {JOURNAL_PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


def _held(job: Job) -> QuerySet[Job]:
    """The job's row while it is still this worker's: the lease may have expired and another have taken it."""
    return Job.objects.filter(pk=job.pk, status=Status.RUNNING, started_at=job.started_at)


def _try_again_or_fail(job: Job, error: BaseException, *, wait: timedelta) -> None:
    at, told = now(), _told(error)
    if len(job.worker_ids) < terms_of(job.task_path).tries:
        _held(job).update(status=Status.READY, started_at=None, run_after=at + wait, **told)
    else:
        _held(job).update(status=Status.FAILED, finished_at=at, **told)


def _told(error: BaseException) -> dict[str, Any]:
    return {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }


def _enqueue_once(schedule: Schedule, job: Periodic, at: datetime) -> bool:
    """Slots missed while nothing ran are not made up for: one run stands for all of them."""
    if schedule.due_at > at:
        return False
    missed = (at - schedule.due_at) // job.interval
    with transaction.atomic():
        unmoved = Schedule.objects.filter(pk=schedule.pk, due_at=schedule.due_at)
        won = unmoved.update(due_at=schedule.due_at + job.interval * (missed + 1))
        if won:
            job.task.enqueue()
    return bool(won)
