from parvis.jobs.tasks import every, job
from parvis.kernel.types import PLATFORM

from . import commands


@every(hours=24)
@job()
def forget_signatures() -> None:
    commands.forget_signatures(by=PLATFORM)
