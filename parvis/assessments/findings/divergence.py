"""What the evaluator says of the whole commitment beside what the government says of its milestones here."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.plans.queries import Milestone
from parvis.plans.types import MilestoneStatus

from ..rows import AnswerRead
from .counted import Counted, count
from .told import Finding, Side, Told, answer_side

_NOTHING_DONE = {"not_started", "no_evidence"}
_SOMETHING_LEFT = {"limited", "substantial"}
_SILENT = MilestoneStatus.NOT_STATED


def find(told: Told) -> Iterator[Finding]:
    completion = told.answer("1", "1.1") if told.is_on_a_commitment else None
    if completion is None or not told.milestones:
        return
    done, of = _done(told), len(told.milestones)
    sentence = ""
    if completion.known in _NOTHING_DONE and done:
        sentence = _(
            "The government reports %(done)s of %(of)s milestones complete; the evaluator’s report says: %(level)s."
        )
    elif completion.known == "complete" and done < of and not _is_silent(told):
        sentence = _(
            "The evaluator’s report says that the commitment is complete; the government reports %(done)s of %(of)s "
            "milestones complete."
        )
    elif completion.known in _SOMETHING_LEFT and done == of:
        sentence = _("The government reports all %(of)s milestones complete; the evaluator’s report says: %(level)s.")
    elif not completion.given and (counted := count(told)) and counted.reached != done:
        yield _of_counts(told, counted)
    if sentence:
        said = {"done": done, "of": of, "level": completion.said or completion.proposed}
        yield Finding("government_and_evaluator", sentence % said, [_government(told), _evaluator(completion)])


def on_milestone(told: Told, milestone: Milestone) -> str:
    """Where what is said of the whole commitment contradicts what the government says of this milestone; else empty.

    "Two of three" says nothing of any one of them.
    """
    completion, planned = told.answer("1", "1.1"), told.answer("1", "1.3")
    counted = count(told)
    none = (completion and completion.known in _NOTHING_DONE) or bool(counted and counted.reached == 0)
    if milestone.is_complete:
        return _("The evaluator’s report says that nothing of the commitment was done.") if none else ""
    if milestone.status == _SILENT:
        return ""
    if (completion and completion.known == "complete") or (counted and counted.reached == counted.total):
        return _("The evaluator’s report says that the whole commitment is complete.")
    if planned and planned.given == "all_as_planned":
        return _("The evaluator’s report says that all milestones were implemented as planned.")
    return ""


def _of_counts(told: Told, counted: Counted) -> Finding:
    done, of = _done(told), len(told.milestones)
    said = {"reached": counted.reached, "total": counted.total, "done": done, "of": of}
    if not done and _is_silent(told):
        sentence = _(
            "The report’s prose counts %(reached)s of %(total)s milestones as reached; here the government has not "
            "said whether any of the %(of)s is complete."
        )
    else:
        sentence = _(
            "The report’s prose counts %(reached)s of %(total)s milestones as reached; here the government reports "
            "%(done)s of %(of)s complete."
        )
    sides = [answer_side(counted.read, quoting=counted.quotation), _government(told)]
    return Finding("counts_differ", sentence % said, sides)


def _government(told: Told) -> Side:
    done, of = _done(told), len(told.milestones)
    silent = sum(milestone.status == _SILENT for milestone in told.milestones)
    words = ngettext("%(done)s of %(of)s milestone complete", "%(done)s of %(of)s milestones complete", of)
    if silent:
        words += "; " + _("nothing is stated of %(silent)s")
    commitment = told.milestones[0].commitment
    url = f"{commitment.get_absolute_url()}#milestones"
    return Side(_("What the government says here"), words % {"done": done, "of": of, "silent": silent}, url)


def _evaluator(completion: AnswerRead) -> Side:
    quoted = completion.proposal.quotation if completion.proposal and not completion.given else ""
    return answer_side(completion, quoting=quoted)


def _done(told: Told) -> int:
    return sum(milestone.is_complete for milestone in told.milestones)


def _is_silent(told: Told) -> bool:
    """Whether the government has said nothing of any milestone."""
    return all(milestone.status == _SILENT for milestone in told.milestones)
