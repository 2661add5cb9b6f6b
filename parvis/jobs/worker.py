"""The worker: takes jobs one after the other, in a process that may die at any moment."""

import logging
from collections.abc import Callable
from threading import Event

from django.db import Error, connections

from . import commands
from .tasks import Job

log = logging.getLogger(__name__)

PAUSE = 0.5
KEEPING_PAUSE = 5.0
PAUSE_WITHOUT_DATABASE = 2.0


class Worker:
    """`held` is the job being run now, so that whoever stops the process can give it back."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.held: Job | None = None

    def run(self, stop: Event) -> None:
        """Run what is ready, until told to stop."""
        _again_and_again(self.run_next, stop, PAUSE)

    def run_all(self) -> int:
        """Run what is ready now. How many jobs that was."""
        done = 0
        while self.run_next():
            done += 1
        return done

    def run_next(self) -> bool:
        """Run the next job, if there is one. A job that fails is tried again later, or stays failed."""
        job = commands.claim_job(worker=self.name)
        if job is None:
            return False
        self.held = job
        try:
            job.task.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
        except Exception as error:
            log.exception("job %s (%s), try %d, failed", job.task_path, job.pk, len(job.worker_ids))
            commands.fail_job(job, error)
        else:
            commands.finish_job(job)
        finally:
            self.held = None
        return True

    def give_back(self) -> None:
        """The process ends in the middle of a job: leave it to another worker now, not when the lease expires."""
        if job := self.held:
            commands.release_job(job)


def keep(stop: Event) -> None:
    """Enqueue periodic jobs when they are due and take back those whose worker died, until told to stop."""
    _again_and_again(keep_once, stop, KEEPING_PAUSE)


def keep_once() -> bool:
    commands.take_back_expired_jobs()
    commands.enqueue_due_jobs()
    return False


def _again_and_again(step: Callable[[], bool], stop: Event, pause: float) -> None:
    """Repeat `step`, at once while it finds work, and outlive a database that goes away for a while."""
    while not stop.is_set():
        try:
            worked = step()
        except Error as trouble:
            log.warning("the database does not answer: %s", trouble)
            connections.close_all()
            stop.wait(PAUSE_WITHOUT_DATABASE)
        else:
            if not worked:
                stop.wait(pause)
    connections.close_all()
