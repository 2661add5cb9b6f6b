from django.db.models import Count, QuerySet

from .tasks import Job, Status
from .types import troubles as troubles


def counts() -> dict[str, int]:
    """Status, in lower case → how many jobs have it."""
    by_status = dict(Job.objects.order_by().values_list("status").annotate(Count("pk")))
    return {status.lower(): by_status.get(status, 0) for status in Status.values}


def failed() -> QuerySet[Job]:
    """Jobs given up after their last try, the latest first."""
    return Job.objects.failed().order_by("-finished_at")


def troubled() -> QuerySet[Job]:
    """Jobs that failed at least once and will be tried again."""
    return Job.objects.filter(status=Status.READY).exclude(exception_class_path="").order_by("run_after")
