from parvis.jobs.tasks import every, job
from parvis.kernel.types import PLATFORM
from parvis.kernel.walking import walked

from . import commands, queries
from .reminders import remind_lead


@every(hours=24)
@job()
def observe_measures() -> None:
    for milestone in walked(queries.milestones_following()):
        commands.observe_measure(milestone, by=PLATFORM)


@every(hours=24)
@job()
def remind_leads() -> None:
    for milestone in walked(queries.milestones_due_soon()):
        remind_lead(milestone)
