from parvis.jobs.tasks import every, job
from parvis.kernel.types import PLATFORM

from . import commands, queries


@every(hours=24)
@job()
def observe_measures() -> None:
    for milestone in queries.milestones_following().iterator(chunk_size=200):
        commands.observe_measure(milestone, by=PLATFORM)
