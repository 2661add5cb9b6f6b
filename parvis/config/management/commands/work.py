import os
import signal
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.jobs.worker import Worker, keep, keep_once
from parvis.register import sequencer
from parvis.register.errors import HeadMoved, RegisterRefusal

FAILED, REFUSED = 1, 2
SECONDS_FOR_THE_LAST_JOB = 3


class Command(BaseCommand):
    help = (
        "Run jobs, keep the schedule, and publish the register, until Ctrl-C or TERM. Several may run side by side. "
        "Exit codes: 0 stopped when asked, 1 a part failed, 2 the register refuses to go on."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="do what is waiting now, then end (for a timer instead of a process)"
        )

    def handle(self, *, once: bool, **_options: Any) -> None:
        worker = Worker(f"{os.uname().nodename}:{os.getpid()}")
        try:
            if once:
                work_once(worker)
            else:
                Work(worker).until_told_to_stop()
        except RegisterRefusal as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        except OSError as trouble:  # a disk that is full, storage that does not answer: with --once, nobody tries again
            raise CommandError(str(trouble), returncode=FAILED) from trouble


def work_once(worker: Worker) -> None:
    keep_once()
    worker.run_all()
    with suppress(HeadMoved):  # another process sequences, and ours with the rest
        sequencer.sequence_once()


class Work:
    """The parts of `parvis work`, each in its thread; when one fails, all stop."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.stop = Event()
        self.over: SimpleQueue[int | None] = SimpleQueue()  # a signal, or None: a part has ended
        self.failure: Exception | None = None
        self.threads = [
            Thread(target=self._part, args=[part], name=name, daemon=True)
            for name, part in {"jobs": worker.run, "schedule": keep, "register": sequencer.run}.items()
        ]

    def until_told_to_stop(self) -> None:
        """Raises what made a part fail.

        A handler puts its signal into a queue and sets no event: when a second signal interrupts it while it holds the
        event's lock, it would wait for itself for ever.
        """
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda number, _frame: self.over.put(number))
        for thread in self.threads:
            thread.start()
        self.over.get()
        self.stop.set()
        deadline = time.monotonic() + SECONDS_FOR_THE_LAST_JOB
        for thread in self.threads:
            thread.join(max(0, deadline - time.monotonic()))
        if self.failure:
            raise self.failure
        self._leave_what_still_runs()

    def _part(self, run: Callable[[Event], None]) -> None:
        try:
            run(self.stop)
        except Exception as failure:
            self.failure = failure
        finally:
            self.over.put(None)

    def _leave_what_still_runs(self) -> None:
        """A job that takes too long is left to another worker; its transaction ends with this process."""
        if any(thread.is_alive() for thread in self.threads):
            self.worker.give_back()
            os._exit(0)
