"""A result claimed where every value of open government is said not to be concerned."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..rows import AnswerRead
from ..types import NOT_APPLICABLE
from .told import Finding, Told, answer_side
from .words import sentences

_VALUES = ("2.1.1", "2.1.2", "2.1.3", "2.1.4")


def find(told: Told) -> Iterator[Finding]:
    values = [told.answer("2", code) for code in _VALUES] if told.is_on_a_commitment else []
    if not values or not all(read and read.known == NOT_APPLICABLE for read in values):
        return
    said = [read for read in values if read]
    for claim in filter(None, [told.answer("2", "2.2"), *said]):
        if quoted := _claim(claim):
            sentence = _("All results are “not applicable”, and answer %s claims one.") % claim.answer.question
            yield Finding("result_without_value", sentence, [answer_side(said[0]), answer_side(claim, quoting=quoted)])
            return


def _claim(read: AnswerRead) -> str:
    """The words that claim a result: under a Yes to question 2.2, or beside a value that is not applicable."""
    if read.code == "2.2" and read.known != "yes":
        return ""
    said = sentences(read.answer.explanation)
    return said[0] if said else str(read.said) if read.code == "2.2" else ""
