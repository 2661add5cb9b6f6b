from parvis.jobs.tasks import every, job
from parvis.kernel.types import PLATFORM

from . import commands


@every(hours=1)
@job()
def discard_report_uploads() -> None:
    commands.discard_report_uploads(by=PLATFORM)
