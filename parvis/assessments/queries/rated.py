"""How commitments were rated: in OGP's data, or in the reports that are here."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from parvis.plans.queries import Commitment, ReportedProgress

from ..facets import END_OF_COMMITMENT, VERIFIABLE_IN_REPORT, Rated
from ..models import Answer, CommitmentRecord
from ..types import Decision, ReportKind

# Which question of which report says it: the form's section and code.
_ASKED = {
    ("1", "1.1", ReportKind.END_OF_COMMITMENT): END_OF_COMMITMENT,
    ("3", "n.1", ReportKind.INCEPTION): VERIFIABLE_IN_REPORT,
}


def rated(commitments: Sequence[Commitment]) -> dict[int, Rated]:
    """By primary key. Three queries; a rating of OGP's data and one of a report stand side by side, never merged."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    keys = [one.pk for one in commitments]
    layouts: dict[int, str] = {}
    records = CommitmentRecord.objects.filter(commitment__in=keys)
    for key, layout, ratings in records.values_list("commitment", "layout", "ratings"):
        found[key] |= ratings
        layouts[key] = layout
    for progress in ReportedProgress.objects.filter(commitment__in=keys).exclude(level="").order_by("pk"):
        found[progress.commitment_id][END_OF_COMMITMENT] = progress.level
    for answer in _answers(keys):
        code = _ASKED.get((answer.section, answer.code, ReportKind(answer.report.kind)))
        about = answer.report.commitment_id or (answer.assessed.commitment_id if answer.assessed else None)
        if code and about and (known := _known(answer)):
            found[about][code] = known
    return {key: Rated(found[key], layouts.get(key, "")) for key in keys}


def _answers(commitments: Sequence[int]) -> QuerySet[Answer]:
    """The oldest report first, so that the newest has the last word."""
    asked = Q()
    for section, code, kind in _ASKED:
        asked |= Q(section=section, code=code, report__kind=kind)
    about = Q(report__commitment__in=commitments) | Q(assessed__commitment__in=commitments)
    rows = Answer.objects.filter(asked & about, report__withdrawn_at=None)
    return rows.select_related("report", "assessed", "proposal").order_by("report__recorded_at", "pk")


def _known(answer: Answer) -> str:
    """Given by the source, or read from its prose and confirmed by a person."""
    if answer.value:
        return answer.value
    proposal = getattr(answer, "proposal", None)
    return proposal.value if proposal and proposal.decision == Decision.CONFIRMED else ""
