"""How what was read of a report becomes rows. The command that calls this holds transaction and permission."""

from typing import Any

from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.accounts.types import Organisation
from parvis.contributions import commands as contributions
from parvis.evidence import commands as evidence
from parvis.evidence.types import Citation
from parvis.kernel import clock
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.transactions import store
from parvis.kernel.types import IMPORT

from ..errors import MatchMissing
from ..matching import bare_words
from ..models import (
    Answer,
    AnswerEvidence,
    AssessedCommitment,
    Evaluator,
    GlossaryEntry,
    Proposal,
    QuotedMilestone,
    Report,
    ReportComment,
)
from ..queries import subject_of
from ..standards import report_forms
from ..types import AnswerStatus, PublishedReport, ReadAnswer, ReadCitation, ReportKind
from ._surroundings import Surroundings


def enter_report(report: PublishedReport, around: Surroundings, *, file_sha256: str, content_sha256: str) -> Report:
    """Raises `MatchMissing` for an answer to what its form does not ask, or on a commitment that it does not have."""
    row = Report(
        plan=around.plan,
        commitment=around.subject,
        slug=_free_slug(report, around),
        kind=report.kind,
        form=report.form,
        language=report.language,
        title=report.title,
        retold_from=report.retold_from or "",
        member_printed=report.member,
        plan_printed=report.plan,
        commitment_printed=report.commitment or "",
        source=around.source,
        file_sha256=file_sha256,
        content_sha256=content_sha256,
        notices=[{"line": one.line, "text": one.text} for one in report.notices],
        recorded_at=clock.now(),
        answer_count=len(report.answers),
        missing_count=sum(one.status == AnswerStatus.MISSING_IN_SOURCE for one in report.answers),
    )
    store(row)
    entering = _Entering(report, row, around)
    entering.enter_evaluators()
    entering.enter_commitments()
    for position, answer in enumerate(report.answers):
        entering.enter_answer(answer, position)
    entering.enter_what_was_printed_besides()
    return row


class _Entering:
    """What has entered so far, by what the rest of the report names it by."""

    def __init__(self, report: PublishedReport, row: Report, around: Surroundings) -> None:
        self.report, self.row, self.around = report, row, around
        self.form = report_forms.form(report.form)
        self.assessed: dict[int | None, AssessedCommitment] = {}
        self.citations: dict[ReadCitation, Citation] = {}

    def enter_evaluators(self) -> None:
        known = _organisations(self.around)
        for position, name in enumerate(self.report.evaluators):
            store(Evaluator(report=self.row, position=position, name=name, organisation=known.get(bare_words(name))))

    def enter_commitments(self) -> None:
        for position, said in enumerate(self.report.commitments):
            assessed = AssessedCommitment(
                report=self.row,
                position=position,
                number=said.number,
                title=said.title,
                action=said.action,
                problem=said.problem,
                commitment=self.around.commitments[position],
            )
            store(assessed)
            self.assessed[said.number] = assessed
            for place, words in enumerate(said.milestones):
                milestone = self.around.milestones[position][place]
                store(QuotedMilestone(assessed=assessed, position=place, words=words, milestone=milestone))

    def enter_answer(self, said: ReadAnswer, position: int) -> None:
        question = self.form.asked(said.section, said.question, said.commitment)
        if question is None or (said.commitment is not None and said.commitment not in self.assessed):
            raise MatchMissing(_("No form and no commitment of this report has the question %s.") % said.question)
        answer = Answer(
            report=self.row,
            position=position,
            section=said.section,
            assessed=None if said.commitment is None else self.assessed[said.commitment],
            question=said.question,
            code=question.code,
            value=said.value or "",
            option=said.option or "",
            status=said.status,
            explanation=said.explanation,
            line=said.line,
        )
        store(answer)
        for place, cited in enumerate(said.citations):
            store(AnswerEvidence(answer=answer, position=place, text=cited.text, citation=self._cited(cited)))
        if said.proposed:
            store(
                Proposal(
                    answer=answer,
                    value=said.proposed.value,
                    quotation=said.proposed.quotation,
                    reached=said.proposed.reached,
                    total=said.proposed.total,
                )
            )

    def _cited(self, said: ReadCitation) -> Citation:
        """One record for what the report cites in the same words, however often; of pages whose addresses are lost,
        nothing says that two are one."""
        if said not in self.citations or _is_lost(said):
            self.citations[said] = self._cite(said)
        return self.citations[said]

    def _cite(self, said: ReadCitation) -> Citation:
        body, language = self.around.member.urn, self.report.language
        title = Multilingual({language: said.text})
        accessed_on = PartialDate.parse(said.accessed_on) if said.accessed_on else None
        facts: dict[str, Any] = {"title": title, "language": language, "accessed_on": accessed_on}
        if _is_lost(said):
            return evidence.cite_lost_page(by=IMPORT, body=body, **facts)
        return evidence.cite(by=IMPORT, body=body, kind=said.kind, url=said.url or "", **facts)

    def enter_what_was_printed_besides(self) -> None:
        for position, term in enumerate(self.report.glossary):
            store(GlossaryEntry(report=self.row, position=position, term=term.term, text=term.text, is_cut=term.is_cut))
        subject = subject_of(self.row)
        for position, said in enumerate(self.report.comments):
            contribution = contributions.record_past_contribution(
                subject,
                by=IMPORT,
                text=said.text,
                language=self.report.language,
                signature=said.author,
                happened_on=_day(said.date),
            )
            store(ReportComment(report=self.row, position=position, date=said.date, contribution=contribution))


def _is_lost(said: ReadCitation) -> bool:
    return said.kind == Citation.Kind.WEB_PAGE and not said.url


def _organisations(around: Surroundings) -> dict[str, Organisation]:
    """The member's, by every name that they have, where only one has it."""
    named: dict[str, list[Organisation]] = {}
    for row in accounts.organisations_of(around.member):
        for name in {bare_words(name) for name in row.name.values()}:
            named.setdefault(name, []).append(row)
    return {name: rows[0] for name, rows in named.items() if len(rows) == 1}


def _day(printed: str) -> PartialDate | None:
    """None where the report prints no date, or not as ISO has it: then it is shown as printed."""
    try:
        return PartialDate.parse(printed)
    except ValueError:
        return None


def _free_slug(report: PublishedReport, around: Surroundings) -> str:
    """Of the plan's, the kind of report and its language; a number after it where a withdrawn report has it."""
    about = {
        ReportKind.INCEPTION: "inception-report",
        ReportKind.END_OF_COMMITMENT: f"end-of-commitment-report-{around.subject.number if around.subject else 0}",
    }[report.kind]
    wanted = f"{around.plan.slug}-{about}-{report.language}"
    taken = set(Report.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in taken)
