"""`parvis work` as a process: killed, stopped, and beside another."""

import signal
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from parvis.jobs import commands
from parvis.jobs.tasks import Job, Status
from tests.jobs.samples import append, linger_once
from tests.processes import parvis, told_all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def lingering(path: Path) -> Job:
    """A job that a worker is in the middle of."""
    made = linger_once.enqueue(str(path))
    return Job.objects.get(pk=made.id)


def test_a_job_whose_worker_is_killed_is_finished_by_another(tmp_path):
    mark = tmp_path / "mark"
    job = lingering(mark)
    with parvis("work") as worker:
        wait_until(mark.exists)
        worker.kill()
        worker.wait()

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        commands.take_back_expired_jobs()
    job.refresh_from_db()
    assert job.status == Status.READY

    Job.objects.update(run_after=timezone.now())
    with parvis("work"):
        wait_until(lambda: mark.read_text() == "done")
        wait_until(lambda: Job.objects.get(pk=job.pk).status == Status.SUCCESSFUL)


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_soon_in_the_middle_of_a_job_and_gives_the_job_back(tmp_path, asked):
    job = lingering(tmp_path / "mark")
    with parvis("work") as worker:
        wait_until((tmp_path / "mark").exists)
        worker.send_signal(asked)
        assert worker.wait(10) == 0
    job.refresh_from_db()
    assert (job.status, job.worker_ids) == (Status.READY, [])


@pytest.mark.parametrize("after", [0.9, 1.4])
def test_it_stops_at_once_when_told_as_it_starts(after):
    with parvis("work") as worker:
        time.sleep(after)
        worker.terminate()
        assert worker.wait(3) in (0, -signal.SIGTERM)


def test_it_ends_when_told_many_times_at_once(tmp_path):
    lingering(tmp_path / "mark")
    with parvis("work") as worker:
        wait_until((tmp_path / "mark").exists)
        assert told_all_at_once(worker, seconds=10) in (0, -signal.SIGTERM)


def test_once_does_what_waits_and_ends(tmp_path):
    append.enqueue(str(tmp_path / "log"), "one")
    with parvis("work", "--once") as worker:
        assert worker.wait(20) == 0
    assert (tmp_path / "log").read_text() == "one\n"


def test_a_disk_that_is_full_ends_one_turn_with_a_sentence(monkeypatch):
    def full(_folder, _path, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("parvis.register.folder.Folder.write", full)
    with pytest.raises(CommandError, match="No space left on device") as failed:
        call_command("work", "--once")

    assert failed.value.returncode == 1
