from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.plans.queries import Involvement, Milestone

from ..models import Evaluator, Report
from ..rows import AnswerRead
from ..types import ReportKind


@dataclass(frozen=True)
class Told:
    """One report and what stands around it.

    `parts` are the organisations that lead or support its plan or its commitment, `forum` the answers about the forum
    in the Inception Reports on the same plan, `milestones` those of the commitment that the report is about.
    """

    report: Report
    answers: Sequence[AnswerRead]
    evaluators: Sequence[Evaluator] = ()
    parts: Sequence[Involvement] = ()
    forum: Sequence[AnswerRead] = ()
    milestones: Sequence[Milestone] = ()

    @property
    def is_on_a_commitment(self) -> bool:
        return self.report.kind == ReportKind.END_OF_COMMITMENT

    def answer(self, section: str, code: str) -> AnswerRead | None:
        return next((one for one in self.answers if (one.answer.section, one.code) == (section, code)), None)


@dataclass(frozen=True)
class Side:
    """What one side says: in its own `language`, and then word for word where `is_quoted`; or in the reader's."""

    place: object
    words: object
    url: str = ""
    language: str = ""
    is_quoted: bool = False


@dataclass(frozen=True)
class Finding:
    """`sentence` says the contradiction in the language being spoken."""

    code: str
    sentence: str
    sides: Sequence[Side]


def answer_side(read: AnswerRead, *, quoting: str = "") -> Side:
    """An answer: a passage of its explanation, or the value that it gives."""
    place = _("Answer %(code)s, %(name)s") % {"code": read.answer.question, "name": read.name}
    url = read.answer.get_absolute_url()
    if quoting:
        report = read.answer.report
        return Side(place, quoting, url, report.language, is_quoted=not report.retold_from)
    return Side(place, read.printed or read.said, url)
