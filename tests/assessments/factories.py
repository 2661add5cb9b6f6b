"""Boring valid reports, on plans and commitments of their own unless given. Counts follow, as by the command."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from parvis.assessments.models import (
    Answer,
    AnswerEvidence,
    AssessedCommitment,
    Evaluator,
    GlossaryEntry,
    Proposal,
    QuotedMilestone,
    Report,
)
from tests.evidence.factories import CitationFactory
from tests.plans.factories import CommitmentFactory, PlanFactory

AT = datetime(2022, 3, 1, 12, tzinfo=UTC)


class ReportFactory(DjangoModelFactory):
    """An Inception Report; `on_commitment=True` makes an End of Commitment Report."""

    class Meta:
        model = Report

    class Params:
        on_commitment = factory.Trait(
            kind="end_of_commitment",
            form="end-of-commitment-1",
            commitment=factory.SubFactory(CommitmentFactory),
            plan=factory.SelfAttribute("commitment.plan"),
            commitment_printed=factory.LazyAttribute(lambda it: str(it.commitment.title)),
        )

    plan = factory.SubFactory(PlanFactory)
    slug = factory.Sequence("report-{}".format)
    kind = "inception"
    form = "inception-1"
    language = "en"
    title = factory.Sequence("Inception Report – Action plan {}".format)
    member_printed = factory.LazyAttribute(lambda it: str(it.plan.member.name))
    plan_printed = factory.LazyAttribute(lambda it: str(it.plan.title))
    source = factory.SubFactory(CitationFactory)
    file_sha256 = factory.Sequence("{:064x}".format)
    content_sha256 = factory.Sequence("{:064x}".format)
    recorded_at = AT


class EvaluatorFactory(DjangoModelFactory):
    class Meta:
        model = Evaluator

    report = factory.SubFactory(ReportFactory)
    position = factory.LazyAttribute(lambda it: it.report.evaluators.count())
    name = factory.Sequence("Evaluator {}".format)


class AssessedCommitmentFactory(DjangoModelFactory):
    """A commitment of the report's plan, called as there."""

    class Meta:
        model = AssessedCommitment

    report = factory.SubFactory(ReportFactory)
    position = factory.LazyAttribute(lambda it: it.report.assessed.count())
    commitment = factory.SubFactory(CommitmentFactory, plan=factory.SelfAttribute("..report.plan"))
    number = factory.SelfAttribute("commitment.number")
    title = factory.LazyAttribute(lambda it: str(it.commitment.title))


class QuotedMilestoneFactory(DjangoModelFactory):
    class Meta:
        model = QuotedMilestone

    assessed = factory.SubFactory(AssessedCommitmentFactory)
    position = factory.LazyAttribute(lambda it: it.assessed.milestones.count())
    words = factory.Sequence("Milestone {}".format)


class AnswerFactory(DjangoModelFactory):
    """Of question 1.1, given as Yes; `missing=True` is what the source lost."""

    class Meta:
        model = Answer
        skip_postgeneration_save = True

    class Params:
        missing = factory.Trait(value="", status="missing_in_source")

    report = factory.SubFactory(ReportFactory)
    position = factory.LazyAttribute(lambda it: it.report.answers.count())
    section = "1"
    question = "1.1"
    code = factory.SelfAttribute("question")
    value = "yes"
    status = "given"
    explanation = factory.Sequence("Explanation {}.".format)

    @factory.post_generation
    def counted(answer, create, extracted, **kwargs):  # noqa: N805
        report = answer.report
        report.answer_count += 1
        report.missing_count += answer.is_missing
        report.save(update_fields=["answer_count", "missing_count"])


class AnswerEvidenceFactory(DjangoModelFactory):
    class Meta:
        model = AnswerEvidence

    answer = factory.SubFactory(AnswerFactory)
    position = factory.LazyAttribute(lambda it: it.answer.evidence.count())
    text = factory.Sequence("Source {} (last accessed February 10, 2022)".format)
    citation = factory.SubFactory(CitationFactory)


class ProposalFactory(DjangoModelFactory):
    """What the prose states of the level of progress that the source lost."""

    class Meta:
        model = Proposal

    answer = factory.SubFactory(
        AnswerFactory, missing=True, report=factory.SubFactory(ReportFactory, on_commitment=True)
    )
    value = "substantial"
    quotation = "Two out of three milestones have been reached."
    reached = 2
    total = 3


class GlossaryEntryFactory(DjangoModelFactory):
    class Meta:
        model = GlossaryEntry

    report = factory.SubFactory(ReportFactory)
    position = factory.LazyAttribute(lambda it: it.report.glossary.count())
    term = factory.Sequence("term {}".format)
    text = factory.Sequence("Definition {}".format)
