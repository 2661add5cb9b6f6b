"""Reports with what every page needs of them, and how gathered rows find their places."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import OuterRef, Q

from parvis.evidence import queries as evidence
from parvis.kernel.gathering import Gathered
from parvis.plans.queries import Involvement
from parvis.plans.types import Part

from ..models import Answer, AnswerEvidence, Evaluator, Proposal, Report, ReportQuerySet
from ..rows import AnswerRead, read
from ..types import ReportKind

_INVOLVED = [Part.LEAD, Part.SUPPORTING]


def reports_with_authors(viewer: Any) -> ReportQuerySet:
    """With plan, member, commitment and `authors`."""
    return _with_authors().visible_to(viewer)


def reports_with_surroundings(viewer: Any) -> ReportQuerySet:
    """The same with what contradictions are computed from: `parts` of organisations, and `forum`, what Inception
    Reports on the same plan answer about its forum."""
    return _with_surroundings().visible_to(viewer)


# Made once: to resolve what is gathered takes as long as to ask for it.
@cache
def _with_authors() -> ReportQuerySet:
    authors = Gathered(Evaluator.objects.filter(report=OuterRef("pk")).order_by("position"))
    return Report.objects.select_related("plan__member", "commitment", "source__document").annotate(authors=authors)


@cache
def _with_surroundings() -> ReportQuerySet:
    parts = Involvement.objects.filter(plan=OuterRef("plan"), part__in=_INVOLVED)
    parts = parts.filter(Q(commitment=None) | Q(commitment=OuterRef("commitment"))).order_by("part", "id")
    forum = Answer.objects.filter(
        report__plan=OuterRef("plan"),
        report__kind=ReportKind.INCEPTION,
        report__withdrawn_at=None,
        section="1",
        code__in=["1.1", "1.2"],
    )
    return _with_authors().annotate(
        parts=Gathered(parts, "organisation"), forum_answers=Gathered(forum.order_by("report", "position"), "report")
    )


def forum_of(report: Report) -> list[AnswerRead]:
    return [read(answer.report, answer) for answer in report.forum_answers]


def parts_of(report: Report) -> list[Involvement]:
    """With the plan and the commitment that they are parts in."""
    for part in report.parts:
        part.plan = report.plan
        if part.commitment_id:
            part.commitment = report.commitment
    return report.parts


def with_rows(answers: Any) -> Any:
    """Answers with their `evidence_rows`."""
    rows = AnswerEvidence.objects.filter(answer=OuterRef("pk")).order_by("position")
    return answers.annotate(evidence_rows=Gathered(rows))


def cite(answers: Iterable[Answer], *, also: Iterable[int] = ()) -> dict[int, Any]:
    """Give every line of evidence its citation, in one query; returns them by primary key."""
    rows = [row for answer in answers for row in answer.evidence_rows]
    found = {one.pk: one for one in evidence.citations({row.citation_id for row in rows} | set(also))}
    for row in rows:
        row.citation = found[row.citation_id]
    return found


def assembled(report: Report, answers: Iterable[Answer], proposals: Iterable[Proposal] = ()) -> list[AnswerRead]:
    by_answer = {proposal.answer_id: proposal for proposal in proposals}
    reads = []
    for answer in answers:
        proposal = by_answer.get(answer.pk)
        if proposal:
            proposal.answer = answer
        reads.append(read(report, answer, proposal=proposal, cited=getattr(answer, "evidence_rows", ())))
    return reads


def grouped(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
