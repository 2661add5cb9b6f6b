"""A report as a person looks at it before it counts: what was read of it, beside the questions of its form."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from parvis.evidence.types import Citation
from parvis.kernel.languages import Multilingual

from .standards import report_forms
from .types import NOT_APPLICABLE, AnswerStatus, PublishedReport, ReadAnswer, ReadProposal


@dataclass(frozen=True)
class AnswerLook:
    """`label` is empty where the form does not know the question; `choice` is the words of the value or option."""

    answer: ReadAnswer
    label: Multilingual
    choice: object
    proposed: object
    has_only_text: bool

    @property
    def is_missing(self) -> bool:
        return self.answer.status == AnswerStatus.MISSING_IN_SOURCE

    @property
    def proposal(self) -> ReadProposal | None:
        return self.answer.proposed


@dataclass(frozen=True)
class SectionLook:
    """The answers of a section, or of one commitment in a section that repeats (`commitment` is its printed number)."""

    number: str
    title: Multilingual
    commitment: int | None
    answers: Sequence[AnswerLook]


@dataclass(frozen=True)
class Look:
    report: PublishedReport
    sections: Sequence[SectionLook]

    @property
    def answers(self) -> list[AnswerLook]:
        return [one for section in self.sections for one in section.answers]

    @property
    def given(self) -> int:
        return sum(not one.is_missing and not one.has_only_text for one in self.answers)

    @property
    def missing(self) -> int:
        return sum(one.is_missing for one in self.answers)

    @property
    def texts(self) -> int:
        return sum(one.has_only_text and not one.is_missing for one in self.answers)

    @property
    def citations(self) -> list[tuple[object, int]]:
        """Each kind of evidence, with how many lines are of it."""
        counted = Counter(citation.kind for one in self.answers for citation in one.answer.citations)
        return [(Citation.Kind(kind).label, n) for kind, n in counted.items()]

    @property
    def proposals(self) -> list[AnswerLook]:
        return [one for one in self.answers if one.proposal]

    @property
    def milestones(self) -> int:
        return sum(len(commitment.milestones) for commitment in self.report.commitments)


def look(report: PublishedReport) -> Look:
    form = report_forms.form(report.form)
    titles = {section.number: section.title for section in form.sections}
    grouped: dict[tuple[str, int | None], list[AnswerLook]] = {}
    for answer in report.answers:
        grouped.setdefault((answer.section, answer.commitment), []).append(_answer(answer, form))
    return Look(
        report,
        [
            SectionLook(number, titles.get(number, Multilingual()), commitment, answers)
            for (number, commitment), answers in grouped.items()
        ],
    )


def _answer(answer: ReadAnswer, form: report_forms.Form) -> AnswerLook:
    question = form.asked(answer.section, answer.question, answer.commitment)
    return AnswerLook(
        answer=answer,
        label=question.label if question else Multilingual(),
        choice=_words(question, answer.value or answer.option),
        proposed=_words(question, answer.proposed.value if answer.proposed else None),
        has_only_text=question is not None and question.has_only_text,
    )


def _words(question: report_forms.Question | None, code: str | None) -> object:
    if not code:
        return ""
    if code == NOT_APPLICABLE:
        return gettext("Not applicable")
    option = question.choice(code) if question else None
    return option.text if option else code


def around(words: str, quotation: str) -> tuple[str, str]:
    """What stands before and after a quotation."""
    before, _quotation, after = words.partition(quotation)
    return before, after
