from parvis.jobs.tasks import every, job
from parvis.kernel.types import PLATFORM

from . import commands, queries
from .reminders import remind_lead


@every(hours=24)
@job()
def observe_measures() -> None:
    for milestone in queries.milestones_following().iterator(chunk_size=200):
        commands.observe_measure(milestone, by=PLATFORM)


@every(hours=24)
@job()
def remind_leads() -> None:
    for milestone in queries.milestones_due_soon().iterator(chunk_size=200):
        remind_lead(milestone)
