"""One report, whole: for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q
from django.utils.translation import gettext as _

from parvis.kernel.errors import NotFound
from parvis.kernel.gathering import Gathered
from parvis.plans.queries import Commitment, Milestone

from ..findings import Finding, Told, findings
from ..models import AssessedCommitment, Evaluator, GlossaryEntry, Proposal, QuotedMilestone, Report
from ..rows import AnswerRead
from ..standards.report_forms import Form, Section, form
from ..types import ReportKind
from ._loading import (
    assembled,
    cite,
    forum_of,
    grouped,
    parts_of,
    reports_with_authors,
    reports_with_surroundings,
    with_rows,
)


@dataclass(frozen=True)
class PartRead:
    """The answers of a section, or those on one commitment in a section that repeats; it has `milestones` quoted."""

    answers: Sequence[AnswerRead]
    assessed: AssessedCommitment | None = None
    milestones: Sequence[QuotedMilestone] = ()

    @property
    def anchor(self) -> str:
        return f"commitment-{self.assessed.position}" if self.assessed else ""

    @property
    def given(self) -> Sequence[AnswerRead]:
        """Those that ask for a choice: for a row of the table at the head of the section."""
        return [one for one in self.answers if one.question and not one.question.has_only_text]


@dataclass(frozen=True)
class SectionRead:
    section: Section
    parts: Sequence[PartRead]

    @property
    def anchor(self) -> str:
        return f"section-{self.section.number}"


@dataclass(frozen=True)
class Reading:
    """A report as its page shows it. `unplaced` are answers to questions that its form does not know."""

    report: Report
    authors: Sequence[Evaluator]
    form: Form
    sections: Sequence[SectionRead]
    answers: Sequence[AnswerRead]
    unplaced: Sequence[AnswerRead]
    described: Sequence[AssessedCommitment]
    findings: Sequence[Finding]

    @property
    def subject(self) -> AssessedCommitment | None:
        """Of a report on one commitment, how the report describes it."""
        described = [one for one in self.described if one.problem or one.action]
        return described[0] if described and self.report.commitment_id else None

    @property
    def missing(self) -> int:
        return sum(one.answer.is_missing for one in self.answers)

    @property
    def open_proposals(self) -> Sequence[AnswerRead]:
        return [one for one in self.answers if one.is_open]


def report(slug: str, *, viewer: Any) -> Report:
    """With its member, plan, commitment, source and `authors`. Raises `NotFound`."""
    return _the_one(reports_with_authors(viewer).filter(slug=slug))


def withdrawn_report(slug: str, *, viewer: Any) -> Report:
    """One that was withdrawn, with plan and member: of it, the reason stays. Raises `NotFound`."""
    rows = Report.objects.on_plans_of(viewer).exclude(withdrawn_at=None).select_related("plan__member")
    found = rows.filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no such report."))
    return found


def reading(slug: str, *, viewer: Any) -> Reading:
    """Everything on a report's page, in five queries at most. Raises `NotFound`."""
    found = _the_one(_whole(viewer).filter(slug=slug))
    answers = list(with_rows(found.answers.select_related("proposal")))
    cite(answers)
    reads = assembled(found, answers, [row.proposal for row in answers if _has_proposal(row)])
    told = Told(found, reads, found.authors, parts_of(found), forum_of(found), _promised(found.commitment))
    known = form(found.form)
    return Reading(
        report=found,
        authors=found.authors,
        form=known,
        sections=_sections(known, found, reads),
        answers=reads,
        unplaced=[one for one in reads if one.question is None],
        described=found.commitments,
        findings=findings(told),
    )


def _whole(viewer: Any) -> Any:
    own = {"report": OuterRef("pk")}
    same = Q(commitment=OuterRef("commitment")) | Q(kind=ReportKind.INCEPTION)
    others = Report.objects.current().filter(same, plan=OuterRef("plan"), kind=OuterRef("kind"))
    others = others.exclude(pk=OuterRef("pk"))
    return reports_with_surroundings(viewer).annotate(
        definitions=Gathered(GlossaryEntry.objects.filter(**own).order_by("position")),
        commitments=Gathered(AssessedCommitment.objects.filter(**own).order_by("position"), "commitment"),
        others=Gathered(others.order_by("language", "pk")),
    )


def _the_one(rows: Any) -> Report:
    found = rows.first()
    if found is None:
        raise NotFound(_("There is no such report, or it has been withdrawn."))
    if found.commitment:
        found.commitment.plan = found.plan
    return found


def _promised(commitment: Commitment | None) -> list[Milestone]:
    """The milestones of the one commitment that a report is about: one query."""
    found = list(commitment.milestones.order_by("number")) if commitment else []
    for milestone in found:
        milestone.commitment = commitment  # type: ignore[assignment]
    return found


def _has_proposal(row: Any) -> bool:
    return isinstance(getattr(row, "proposal", None), Proposal)


def _sections(known: Form, report: Report, reads: Sequence[AnswerRead]) -> list[SectionRead]:
    by_commitment = grouped((one.answer for one in reads), "assessed_id")
    reads_of = {one.answer.pk: one for one in reads if one.question}
    quoted = _quoted(report)
    sections = []
    for section in known.sections:
        parts = []
        for assessed in [None, *report.commitments]:
            key = assessed.pk if assessed else None
            its = [reads_of[row.pk] for row in by_commitment.get(key, []) if row.pk in reads_of]
            its = [one for one in its if one.answer.section == section.number]
            if its:
                repeats = section.repeats_per_commitment
                parts.append(PartRead(its, assessed if repeats else None, quoted.get(key, []) if repeats else []))
        if parts:
            sections.append(SectionRead(section, parts))
    return sections


def _quoted(report: Report) -> dict[Any, list[QuotedMilestone]]:
    """The milestones that it quotes, each with the one of the plan that it is, by commitment: one query."""
    for assessed in report.commitments:
        assessed.commitment.plan = report.plan
    by_key = {assessed.pk: assessed for assessed in report.commitments}
    rows = QuotedMilestone.objects.filter(assessed__report=report).select_related("milestone").order_by("position")
    found = list(rows)
    for row in found:
        row.assessed = by_key[row.assessed_id]
        if row.milestone:
            row.milestone.commitment = row.assessed.commitment
    return grouped(found, "assessed_id")
