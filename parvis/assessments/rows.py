"""Rows as pages and rules read them: loaded once, and nothing more is asked of the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.kernel.dates import PartialDate

from .matching import bare_words
from .models import Answer, AnswerEvidence, Proposal, Report
from .standards.report_forms import Option, Question, form
from .types import NOT_APPLICABLE, Decision


@dataclass(frozen=True)
class AnswerRead:
    """An answer with its question (None where the form does not know the code), its proposal and its evidence."""

    answer: Answer
    question: Question | None = None
    proposal: Proposal | None = None
    cited: Sequence[AnswerEvidence] = ()

    @property
    def code(self) -> str:
        return self.answer.code

    @property
    def name(self) -> object:
        """What it is about, in a word or two where the form has one."""
        if self.question is None:
            return self.answer.question
        return self.question.name or self.question.label

    @property
    def asked(self) -> object:
        """The question as printed, where its name says less."""
        if self.question is None or not self.question.name:
            return ""
        name, label = self.question.name, self.question.label
        return "" if bare_words(str(name)) == bare_words(str(label)) else label

    @property
    def given(self) -> str:
        """The code of the value or of the option that the source gives; empty where it gives none."""
        return self.answer.value or self.answer.option

    @property
    def choice(self) -> Option | None:
        return self.question.choice(self.given) if self.question and self.given else None

    @property
    def said(self) -> object:
        """What the source gives, in a few words."""
        return self._in_words(self.given)

    @property
    def printed(self) -> object:
        """The option as the form prints it, where that is more than `said`."""
        return self.choice.text if self.choice and self.choice.name else ""

    @property
    def proposed(self) -> object:
        """The value that the prose states and no person has declined, in words."""
        return self._in_words(self.proposal.value) if self.proposal and not self.is_declined else ""

    @property
    def is_confirmed(self) -> bool:
        return self.proposal is not None and self.proposal.decision == Decision.CONFIRMED

    @property
    def is_declined(self) -> bool:
        return self.proposal is not None and self.proposal.decision == Decision.DECLINED

    @property
    def is_open(self) -> bool:
        return self.proposal is not None and self.proposal.decision == Decision.OPEN

    @property
    def lacks_its_choice(self) -> bool:
        """A value or an option is asked for and the source does not give it."""
        return self.answer.is_missing and not (self.question and self.question.has_only_text)

    @property
    def known(self) -> str:
        """The value that counts: given by the source, or read from its prose and confirmed by a person."""
        return self.given or (self.proposal.value if self.proposal and self.is_confirmed else "")

    @property
    def read_on(self) -> Sequence[PartialDate]:
        """The days on which its evidence was read."""
        return [one.citation.accessed_on for one in self.cited if one.citation.accessed_on]

    def _in_words(self, code: str) -> object:
        if not code:
            return ""
        if code == NOT_APPLICABLE:
            return _("Not applicable")
        found = self.question.choice(code) if self.question else None
        return (found.name or found.text) if found else code


def read(
    report: Report, answer: Answer, *, proposal: Proposal | None = None, cited: Sequence[AnswerEvidence] = ()
) -> AnswerRead:
    answer.report = report
    return AnswerRead(answer, form(report.form).question(answer.section, answer.code), proposal, cited)
