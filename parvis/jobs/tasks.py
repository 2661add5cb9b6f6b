"""How a room declares its jobs. The one place that imports the tasks library: when Django brings it, only this changes.

A job may run twice (its worker may die, or outlive its lease), so running it again must change nothing.

    @every(hours=24)
    @job(tries=3)
    def archive_old_notes() -> None: ...

    archive_old_notes.enqueue()     # in the transaction of the command that wants it: undone with it
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .types import Periodic, Terms

Job = DBTaskResult
Status = TaskResultStatus

_terms: dict[str, Terms] = {}
_periodic: dict[str, Periodic] = {}


def job(*, tries: int = Terms.tries, lease: timedelta = Terms.lease, priority: int = 0) -> Callable[[Callable], Task]:
    """Make a function of a module a job. Its arguments must be JSON; give the row's number, not the row.

    Of the jobs that are ready, those of the highest `priority` (-100 to 100) go first.
    """

    def declare(function: Callable) -> Task:
        made = task(priority=priority)(function)
        _terms[made.module_path] = Terms(tries, lease)
        return made

    return declare


def every(**interval: Any) -> Callable[[Task], Task]:
    """Also enqueue the job again and again, once a slot however many workers run. `interval` is as for `timedelta`."""

    def declare(made: Task) -> Task:
        _periodic[made.module_path] = Periodic(made.module_path, made, timedelta(**interval))
        return made

    return declare


def terms_of(path: str) -> Terms:
    return _terms.get(path, Terms())


def periodic() -> list[Periodic]:
    return list(_periodic.values())


@every(hours=24)
@job()
def prune_jobs() -> None:
    from .commands import prune_jobs as prune

    prune()


@every(hours=1)
@job(tries=1)
def empty_journal() -> None:
    from .commands import empty_journal as empty

    empty()
