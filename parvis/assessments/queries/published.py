from collections.abc import Iterable

from django.db.models import Prefetch

from parvis.evidence.types import Citation

from ..models import Answer, AnswerEvidence, AssessedCommitment, Report
from ..standards.report_file import written
from ..types import (
    AnswerStatus,
    GlossaryTerm,
    Notice,
    PrintedComment,
    PublishedReport,
    ReadAnswer,
    ReadCitation,
    ReadCommitment,
    ReadProposal,
    ReportKind,
)


def published(report: Report) -> PublishedReport:
    """What was read of it, from what is stored: seven queries, however long it is.

    Comments that a moderator hid are left out.
    """
    return PublishedReport(
        kind=ReportKind(report.kind),
        form=report.form,
        language=report.language,
        title=report.title,
        member=report.member_printed,
        plan=report.plan_printed,
        evaluators=tuple(one.name for one in report.evaluators.all()),
        commitment=report.commitment_printed or None,
        commitments=tuple(_commitment(one) for one in report.assessed.prefetch_related("milestones")),
        answers=tuple(_answers(report)),
        comments=tuple(_comments(report)),
        glossary=tuple(GlossaryTerm(one.term, one.text, one.is_cut) for one in report.glossary.all()),
        notices=tuple(Notice(one["line"], one["text"]) for one in report.notices),
        retold_from=report.retold_from or None,
    )


def as_file(report: Report) -> str:
    """The report as a file of its own, which can be imported again: what `parvis export-report` writes."""
    return written(published(report))


def _commitment(said: AssessedCommitment) -> ReadCommitment:
    milestones = tuple(one.words for one in said.milestones.all())
    return ReadCommitment(said.number, said.title, said.action, said.problem, milestones)


def _answers(report: Report) -> Iterable[ReadAnswer]:
    rows = report.answers.select_related("assessed", "proposal").prefetch_related(
        Prefetch("evidence", AnswerEvidence.objects.select_related("citation"))
    )
    return (_answer(row) for row in rows)


def _answer(row: Answer) -> ReadAnswer:
    return ReadAnswer(
        section=row.section,
        question=row.question,
        commitment=row.assessed.number if row.assessed else None,
        value=row.value or None,
        option=row.option or None,
        status=AnswerStatus(row.status),
        explanation=row.explanation,
        citations=tuple(_citation(one) for one in row.evidence.all()),
        proposed=_proposal(row),
        line=row.line,
    )


def _proposal(row: Answer) -> ReadProposal | None:
    if not hasattr(row, "proposal"):
        return None
    return ReadProposal(row.proposal.value, row.proposal.quotation, row.proposal.reached, row.proposal.total)


def _citation(evidence: AnswerEvidence) -> ReadCitation:
    cited: Citation = evidence.citation
    accessed_on = cited.accessed_on.text if cited.accessed_on else None
    return ReadCitation(evidence.text, cited.url or None, accessed_on, cited.kind)


def _comments(report: Report) -> Iterable[PrintedComment]:
    for row in report.comments.select_related("contribution"):
        if row.contribution.is_published:
            yield PrintedComment(row.contribution.text, row.contribution.signature, row.date)
