"""Milestones that the prose counts as reached, beside an answer that says all of them were."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..rows import AnswerRead
from .told import Finding, Told, answer_side
from .words import number, sentences

_BELOW_COMPLETE = {"no_evidence", "not_started", "limited", "substantial"}
# "Two out of three milestones", « deux jalons sur trois », «dos de los tres hitos».
_N, _IN_FIGURES = r"\b([\w-]{1,20})", r"(?:\s+\(\d{1,3}\))?"
_COUNTS = [
    re.compile(rf"{_N}{_IN_FIGURES}\s+(?:out\s+)?of\s+(?:the\s+)?{_N}{_IN_FIGURES}\s+milestones", re.I),
    re.compile(rf"{_N}\s+(?:jalons?\s+)?(?:sur|des|de)\s+(?:les\s+)?{_N}(?:\s+jalons)?", re.I),
    re.compile(rf"{_N}\s+de\s+(?:los\s+)?{_N}\s+hitos", re.I),
]
_READ = 20_000  # characters: a page is not to wait for a rule, however long an explanation is
_MILESTONE = re.compile(r"milestone|jalon|hito", re.I)


@dataclass(frozen=True)
class Counted:
    """So many milestones reached of so many, and the words that say so."""

    reached: int
    total: int
    quotation: str
    read: AnswerRead


def count(told: Told) -> Counted | None:
    """What the prose under question 1.1 counts: as it was read with the report, else as it can be read here."""
    read = told.answer("1", "1.1") if told.is_on_a_commitment else None
    if read is None or read.is_declined:
        return None
    proposal = read.proposal
    if proposal and proposal.reached is not None and proposal.total is not None:
        return Counted(proposal.reached, proposal.total, proposal.quotation, read)
    return _counted_in_prose(read)


def _counted_in_prose(read: AnswerRead) -> Counted | None:
    language = read.answer.report.language
    for sentence in filter(_MILESTONE.search, sentences(read.answer.explanation[:_READ])):
        for match in (found for shape in _COUNTS for found in shape.finditer(sentence)):
            reached, total = (number(word, language) for word in match.groups())
            if reached is not None and total and reached <= total:
                return Counted(reached, total, sentence, read)
    return None


def find(told: Told) -> Iterator[Finding]:
    claims = [read for read in (told.answer("1", "1.3"), told.answer("1", "1.1")) if read and _says_all(read)]
    counted = count(told)
    if counted and counted.reached < counted.total:
        for claim in claims:
            sentence = _("The report counts %(reached)s of %(total)s milestones as reached, and says “%(claim)s”.") % {
                "reached": counted.reached,
                "total": counted.total,
                "claim": claim.printed or claim.said,
            }
            sides = [answer_side(counted.read, quoting=counted.quotation), answer_side(claim)]
            yield Finding("counted_beside_all", sentence, sides)
    elif (completion := told.answer("1", "1.1")) and completion.known in _BELOW_COMPLETE:
        for claim in claims:
            sentence = _("The report rates the progress as “%(level)s”, and says “%(claim)s”.") % {
                "level": completion.said or completion.proposed,
                "claim": claim.printed or claim.said,
            }
            yield Finding("level_beside_all", sentence, [answer_side(completion), answer_side(claim)])


def _says_all(read: AnswerRead) -> bool:
    return read.given in ("all_as_planned", "complete")
