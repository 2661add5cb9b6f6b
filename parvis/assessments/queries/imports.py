"""Whether a file, what it says, or the report that it is, is here already."""

from django.db.models import Q

from parvis.plans.queries import ActionPlan, Commitment

from ..models import Report
from ..types import ReportKind


def entered_before(sha256: str, content_sha256: str) -> Report | None:
    """The report that this file was read into, or that says the same from another file. Withdrawn ones may enter again.

    `content_sha256` is that of `report_file`.
    """
    rows = Report.objects.current().filter(Q(imports__sha256=sha256) | Q(content_sha256=content_sha256))
    return rows.select_related("plan__member").order_by("pk").first()


def report_like(plan: ActionPlan, kind: ReportKind, language: str, commitment: Commitment | None) -> Report | None:
    """The one that stands where this would stand: of one kind on one thing there is one in a language."""
    return Report.objects.current().filter(plan=plan, kind=kind, language=language, commitment=commitment).first()
