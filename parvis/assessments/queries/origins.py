"""What came here with a published report, or with a file of OGP's commitment data."""

import uuid

from django.db.models import QuerySet

from parvis.kernel.origins import Origin
from parvis.plans.queries import Commitment, Milestone

from ..models import CommitmentRecord, Report, ReportComment


def _records(path: str, *, is_exact: bool = False) -> Origin:
    """The files whose rows are about it."""

    def rows(uid: uuid.UUID) -> QuerySet:
        return CommitmentRecord.objects.filter(**{f"{path}uid": uid})

    return Origin(rows, "file__uid", "commitment-file", is_exact=is_exact)


def _named_by_a_report(parts: QuerySet) -> Origin:
    """What a report names and the plan did not have rests on the report, and on nothing else."""
    return Origin(
        lambda uid: Report.objects.filter(source__in=parts.filter(uid=uid).values("source")),
        "uid",
        "report",
        is_exact=True,
    )


ORIGINS = {
    "plan": [_records("commitment__plan__")],
    "commitment": [_named_by_a_report(Commitment.objects.all()), _records("commitment__", is_exact=True)],
    "milestone": [_named_by_a_report(Milestone.objects.all())],
    "member": [
        _records("commitment__plan__member__"),
        Origin(lambda uid: Report.objects.filter(plan__member__uid=uid), "uid", "report"),
    ],
    "organisation": [
        _records("commitment__involvements__organisation__"),
        Origin(lambda uid: Report.objects.filter(evaluators__organisation__uid=uid), "uid", "report"),
    ],
    "contribution": [
        Origin(lambda uid: ReportComment.objects.filter(contribution__uid=uid), "report__uid", "report", is_exact=True)
    ],
}
