"""Commands enqueue some of these jobs, so the jobs import the commands when they run."""

from datetime import timedelta

from parvis.jobs.tasks import every, job
from parvis.kernel.types import PLATFORM

# Ten seconds and then half a minute apart; a file that fails so often fails for a reason.
TRIES = 3


@every(hours=1)
@job()
def discard_report_uploads() -> None:
    from . import commands

    commands.discard_report_uploads(by=PLATFORM)


@every(hours=1)
@job()
def discard_commitment_uploads() -> None:
    from . import commands

    commands.discard_commitment_uploads(by=PLATFORM)


@job(tries=TRIES, lease=timedelta(hours=2))
def enter_commitment_upload(upload: int) -> None:
    """By its primary key; it may be gone."""
    from . import queries
    from .entering_uploads import enter_upload

    if found := queries.upload_to_enter(upload):
        enter_upload(found)
