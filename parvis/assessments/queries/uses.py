"""What of a report rests on which source: for its bibliography, its plan's and its member's."""

from collections.abc import Iterator

from parvis.evidence.types import Use
from parvis.kernel.walking import walked

from ..models import AnswerEvidence, Report


def reports_that_stand() -> Iterator[Report]:
    """Those that were not withdrawn, with plan and member."""
    return walked(Report.objects.current().select_related("plan__member"))


def bibliographies_of(report: Report) -> list[str]:
    """Into which what the report rests on belongs (URNs). A report stands on a public plan."""
    return [report.urn, report.plan.urn, report.plan.member.urn]


def uses_of(report: Report) -> Iterator[Use]:
    """The file that it was read from, then what its answers cite, each with its answer's place on the page."""
    yield Use(report.source_id, report.urn)
    rows = AnswerEvidence.objects.filter(answer__report=report).select_related("answer")
    for row in rows.order_by("answer__position", "position").iterator():
        yield Use(row.citation_id, report.urn, row.answer.anchor)
