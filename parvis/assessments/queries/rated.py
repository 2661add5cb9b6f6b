"""How commitments were rated: in OGP's data, or in the reports that are here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F, Q, QuerySet

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
    keys = [one.pk for one in commitments]
    records = CommitmentRecord.objects.filter(commitment__in=keys)
    progress = ReportedProgress.objects.filter(commitment__in=keys).exclude(level="").order_by("pk")
    known = {key: Rated(ratings, of) for key, of, ratings in records.values_list("commitment", "layout", "ratings")}
    return _rated(keys, known, progress)


def rated_as_read(commitments: Sequence[Commitment]) -> dict[int, Rated]:
    """The same, in one query, of commitments that were read with their `reports` and with `with_ratings`."""
    known = {one.pk: Rated(one.ratings or {}, one.layout or "") for one in commitments}
    return _rated(list(known), known, [said for one in commitments for said in one.reports if said.level])


def with_ratings() -> dict[str, F]:
    """What brings the ratings of OGP's data along with a commitment, as annotations; None for one without a record."""
    return {"ratings": F("record__ratings"), "layout": F("record__layout")}


def _rated(keys: Sequence[int], known: Mapping[int, Rated], progress: Iterable[ReportedProgress]) -> dict[int, Rated]:
    """`known` is what OGP's data says."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for key, of_data in known.items():
        found[key] |= of_data.ratings
    for said in progress:
        found[said.commitment_id][END_OF_COMMITMENT] = said.level
    for answer in _answers(keys):
        code = _ASKED.get((answer.section, answer.code, ReportKind(answer.report.kind)))
        about = answer.report.commitment_id or (answer.assessed.commitment_id if answer.assessed else None)
        if code and about and (value := _known(answer)):
            found[about][code] = value
    return {key: Rated(found[key], known[key].layout if key in known else "") for key in keys}


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
