"""Loaded rows for the rules of findings, made without a database."""

from parvis.accounts.models import Organisation
from parvis.assessments.findings import Told
from parvis.assessments.models import Answer, AnswerEvidence, Evaluator, Proposal, Report
from parvis.assessments.rows import read
from parvis.evidence.types import Citation
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.plans.models import ActionPlan, Commitment, Involvement, Milestone

PLAN = {"slug": "a-plan", "title": Multilingual({"en": "A plan"})}


def report(kind="end_of_commitment", language="en", plan=None, **fields):
    plan = plan or ActionPlan(pk=1, **PLAN)
    form = {"end_of_commitment": "end-of-commitment-1", "inception": "inception-1"}[kind]
    if kind == "end_of_commitment":
        fields["commitment"] = Commitment(pk=1, plan=plan, number=1, title=Multilingual({"en": "A commitment"}))
    return Report(plan=plan, slug="a-report", kind=kind, form=form, language=language, **fields)


def answer(on, question, *, section=None, given="", explanation="", proposed=None, read_on=(), code=""):
    """Of question `2.1.3` in section 2, unless another is named; `proposed` is a value, or counts as `(2, 3)`."""
    row = Answer(
        section=section or question[0],
        question=question,
        code=code or question,
        explanation=explanation,
        status="given" if given else "missing_in_source",
    )
    setattr(row, "option" if given.endswith(("_planned", "practice")) else "value", given)
    cited = [
        AnswerEvidence(text=f"Source, read {day}", citation=Citation(accessed_on=PartialDate(day))) for day in read_on
    ]
    return read(on, row, proposal=_proposal(proposed, explanation), cited=cited)


def _proposal(proposed, quotation, decision="open"):
    match proposed:
        case None:
            return None
        case (reached, total):
            return Proposal(value="substantial", reached=reached, total=total, quotation=quotation, decision=decision)
        case (value, reached, total, decision):
            return Proposal(value=value, reached=reached, total=total, quotation=quotation, decision=decision)
        case value:
            return Proposal(value=value, quotation=quotation, decision=decision)


def told(on, *answers, **around):
    return Told(on, answers, **around)


def milestones(on, *states):
    """Of the report's commitment, `complete` on the first of March 2023 or as stated."""
    return [
        Milestone(
            commitment=on.commitment,
            number=number,
            title=Multilingual({"en": f"Milestone {number}"}),
            status=state,
            completed_on=PartialDate("2023-03-01").first_day if state == "complete" else None,
        )
        for number, state in enumerate(states, start=1)
    ]


def evaluator(name, organisation=None):
    return Evaluator(name=name, organisation=organisation)


def part(on, name, *, abbreviation="", kind="lead", on_commitment=True, note=""):
    return Involvement(
        plan=on.plan,
        commitment=on.commitment if on_commitment else None,
        organisation=Organisation(pk=7, name=Multilingual({"en": name}), abbreviation=abbreviation, slug="it"),
        part=kind,
        note=Multilingual({"en": note}),
    )
