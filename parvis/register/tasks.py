from datetime import timedelta

from django.conf import settings

from parvis.jobs.tasks import every, job
from parvis.kernel.clock import today


@every(hours=1)
@job(tries=1)
def timestamp_yesterday() -> None:
    """Each hour, so that an authority that was away is asked again. Of a day that is stamped, nothing is asked."""
    from . import commands

    if settings.TIMESTAMP_URL:
        commands.timestamp_day(today() - timedelta(days=1))
