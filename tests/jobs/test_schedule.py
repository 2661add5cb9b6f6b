from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from parvis.jobs import commands, tasks
from parvis.jobs.models import Schedule
from parvis.jobs.tasks import Job, every
from tests.jobs.samples import append


@pytest.fixture
def hourly(monkeypatch):
    """One periodic job, and no other."""
    monkeypatch.setattr(tasks, "_periodic", {})
    return every(hours=1)(append)


def enqueued() -> int:
    return Job.objects.filter(task_path=append.module_path).count()


@pytest.mark.django_db
def test_a_periodic_job_is_enqueued_when_first_seen(hourly):
    commands.enqueue_due_jobs()
    assert enqueued() == 1


@pytest.mark.django_db
def test_a_periodic_job_is_enqueued_once_a_slot(hourly):
    commands.enqueue_due_jobs()
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        commands.enqueue_due_jobs()
    assert enqueued() == 1


@pytest.mark.django_db
def test_a_periodic_job_is_enqueued_again_in_the_next_slot(hourly):
    commands.enqueue_due_jobs()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        commands.enqueue_due_jobs()
    assert enqueued() == 2


@pytest.mark.django_db
def test_slots_missed_while_nothing_ran_are_run_once(hourly):
    commands.enqueue_due_jobs()
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)) as then:
        commands.enqueue_due_jobs()
        commands.enqueue_due_jobs()
        then.shift(timedelta(minutes=58))
        commands.enqueue_due_jobs()
    assert enqueued() == 2


@pytest.mark.django_db
def test_a_schedule_whose_job_is_gone_does_nothing(hourly):
    Schedule.objects.create(name="parvis.gone.tasks.gone", due_at=timezone.now())
    commands.enqueue_due_jobs()
    assert enqueued() == 1


@pytest.mark.django_db(transaction=True)
def test_a_periodic_job_is_enqueued_once_whoever_asks(hourly):
    Schedule.objects.create(name=append.module_path, due_at=timezone.now())

    def ask() -> None:
        start.wait()
        commands.enqueue_due_jobs()
        connection.close()

    start = Barrier(6)
    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert enqueued() == 1
