"""An evaluator that also carries out what it assesses, or is the committee of the plan."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from parvis.plans.queries import Involvement

from ..models import Evaluator
from .told import Finding, Side, Told, answer_side
from .words import is_named_in, same_name, sentence_with


def find(told: Told) -> Iterator[Finding]:
    for evaluator in told.evaluators:
        if part := next((part for part in told.parts if _is(evaluator, part)), None):
            yield _as_implementer(told, evaluator, part)
        elif found := _as_forum(told, evaluator):
            yield found


def _is(evaluator: Evaluator, part: Involvement) -> bool:
    if part.organisation_id == evaluator.organisation_id:
        return True
    called = [*part.organisation.name.values(), part.organisation.abbreviation]
    return any(same_name(evaluator.name, name) for name in called)


def _as_implementer(told: Told, evaluator: Evaluator, part: Involvement) -> Finding:
    sentence = _("The evaluator, %s, also answers for what the report assesses.") % evaluator.name
    about = part.commitment or told.report.plan
    place = Side(part.get_part_display(), part.organisation.name, f"{about.get_absolute_url()}#people")
    return Finding("evaluator_is_implementer", sentence, [_author(told, evaluator), place])


def _as_forum(told: Told, evaluator: Evaluator) -> Finding | None:
    sentence = _("The evaluator, %s, is the forum of the plan: who helped to make the plan also assesses it.")
    for read in told.forum:
        if is_named_in(read.answer.explanation, evaluator.name):
            quoted = answer_side(read, quoting=sentence_with(read.answer.explanation, evaluator.name))
            return _forum(told, evaluator, sentence, quoted)
    plan = told.report.plan
    notes = [(plan.endorsement, "people"), *((part.note, "people") for part in told.parts)]
    for note, place in notes:
        for code, words in note.items():
            if is_named_in(words, evaluator.name):
                url = f"{plan.get_absolute_url()}#{place}"
                quoted = Side(_("The plan"), sentence_with(words, evaluator.name) or words, url, code, is_quoted=True)
                return _forum(told, evaluator, sentence, quoted)
    return None


def _forum(told: Told, evaluator: Evaluator, sentence: str, quoted: Side) -> Finding:
    return Finding("evaluator_is_forum", sentence % evaluator.name, [_author(told, evaluator), quoted])


def _author(told: Told, evaluator: Evaluator) -> Side:
    return Side(_("Name of the evaluator, as printed"), evaluator.name, told.report.get_absolute_url())
