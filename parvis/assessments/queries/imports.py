"""Whether a file, what it says, or the report that it is, is here already."""

from parvis.plans.queries import ActionPlan, Commitment

from ..models import Report
from ..types import ReportKind


def known_file(sha256: str) -> Report | None:
    """The report that this file has been read into. Only reports that stand: a withdrawn one may enter again."""
    return Report.objects.current().filter(imports__sha256=sha256).select_related("plan__member").first()


def known_content(sha256: str) -> Report | None:
    """The report that says the same, from whatever file (`report_file.content_sha256`)."""
    return Report.objects.current().filter(content_sha256=sha256).select_related("plan__member").first()


def report_like(plan: ActionPlan, kind: ReportKind, language: str, commitment: Commitment | None) -> Report | None:
    """The one that stands where this would stand: of one kind on one thing there is one in a language."""
    return Report.objects.current().filter(plan=plan, kind=kind, language=language, commitment=commitment).first()
