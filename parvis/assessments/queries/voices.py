"""What reports say of one commitment: the evaluator's voice, beside the government's and the public's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, OuterRef, Q

from parvis.kernel.gathering import Gathered
from parvis.plans.queries import Commitment, Milestone, ReportedProgress

from ..findings import Finding, Told, findings, on_milestone
from ..matching import bare_words
from ..models import Answer, Proposal, QuotedMilestone, Report
from ..rows import AnswerRead
from ..types import ReportKind
from ._loading import assembled, forum_of, parts_of, reports_with_surroundings

_ABOUT_BOTH = {"government_and_evaluator", "counts_differ"}


@dataclass(frozen=True)
class Quotation:
    """That a report quotes a milestone: the answer that does, or where it speaks of the commitment."""

    report: Report
    url: str
    read: AnswerRead | None = None


@dataclass(frozen=True)
class Voice:
    """What one report says of one commitment. `told` holds the divergence from what the government says."""

    report: Report
    answers: Sequence[AnswerRead]
    told: Told
    found: Sequence[Finding]
    quoted: Mapping[int, Quotation] = field(default_factory=dict)

    @property
    def shown(self) -> Sequence[AnswerRead]:
        """The answers that are a choice."""
        return [one for one in self.answers if one.question and not one.question.has_only_text]

    @property
    def divergence(self) -> Sequence[Finding]:
        return [one for one in self.found if one.code in _ABOUT_BOTH]

    @property
    def contradictions(self) -> Sequence[Finding]:
        return [one for one in self.found if one.code not in _ABOUT_BOTH]


def voices(commitment: Commitment, milestones: Sequence[Milestone], *, viewer: Any) -> list[Voice]:
    """Of the reports on the commitment, those on its whole plan first: one query."""
    rows = reports_with_surroundings(viewer)
    rows = rows.filter(Q(commitment=commitment) | Q(plan=commitment.plan_id, kind=ReportKind.INCEPTION))
    about = {"report": OuterRef("pk")}
    own = Q(report__commitment=commitment.pk) | Q(assessed__commitment=commitment.pk)
    rows = rows.annotate(
        own_answers=Gathered(Answer.objects.filter(own, **about).order_by("position")),
        own_proposals=Gathered(
            Proposal.objects.filter(
                Q(answer__report__commitment=commitment.pk) | Q(answer__assessed__commitment=commitment.pk),
                answer__report=OuterRef("pk"),
            )
        ),
        own_quotations=Gathered(
            QuotedMilestone.objects.filter(
                assessed__report=OuterRef("pk"), assessed__commitment=commitment.pk, milestone__isnull=False
            ).order_by("position")
        ),
    )
    rows = rows.order_by(F("commitment").asc(nulls_first=True), "language", "pk")
    return [_voice(report, commitment, milestones) for report in rows if report.own_answers]


def _voice(report: Report, commitment: Commitment, milestones: Sequence[Milestone]) -> Voice:
    report.plan = commitment.plan
    if report.commitment_id:
        report.commitment = commitment
    reads = assembled(report, report.own_answers, report.own_proposals)
    told = Told(report, reads, report.authors, parts_of(report), forum_of(report), milestones)
    found = findings(told) if told.is_on_a_commitment else []
    return Voice(report, reads, told, found, _quoted(report, reads))


def _quoted(report: Report, reads: Sequence[AnswerRead]) -> dict[int, Quotation]:
    """By the milestone's key; the answer is the first whose explanation holds the words."""
    found = {}
    for row in report.own_quotations:
        read = next((one for one in reads if row.words in one.answer.explanation), None)
        url = read.answer.get_absolute_url() if read else report.get_absolute_url()
        found[row.milestone_id] = Quotation(report, url, read)
    return found


def not_said_by(heard: Sequence[Voice], reported: Iterable[ReportedProgress]) -> list[ReportedProgress]:
    """Of what the plan's sources report, that whose source is none of these reports: nothing is said twice."""
    addresses = {voice.report.retold_from or voice.report.source.url for voice in heard} - {""}
    titles = {bare_words(voice.report.title) for voice in heard}
    return [
        one
        for one in reported
        if one.source.url not in addresses and not titles & {bare_words(name) for name in one.source.name.values()}
    ]


def heard_of(milestone: Milestone, heard: Sequence[Voice]) -> list[tuple[Quotation | None, Report, str]]:
    """For each report that quotes the milestone or contradicts it: the place, the report, the contradiction or ""."""
    found = []
    for voice in heard:
        quotation = voice.quoted.get(milestone.pk)
        words = on_milestone(voice.told, milestone) if voice.told.is_on_a_commitment else ""
        if quotation or words:
            found.append((quotation, voice.report, words))
    return found
