"""What stands under a question: the value or option, the explanation, the evidence. What the page lost is missing."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...types import NOT_APPLICABLE, AnswerStatus, ReadAnswer
from ..report_forms import Question
from .citations import citations
from .labels import Label, Labels
from .lines import Line
from .margin import Margin
from .outline import Asked
from .proposals import proposed

_LONG_LABEL = 4
_CUT_LABEL = 8


@dataclass
class _Slots:
    value: list[Line] = field(default_factory=list)
    explanation: list[Line] = field(default_factory=list)
    evidence: list[Line] = field(default_factory=list)
    is_explained: bool = False


@dataclass
class _Chosen:
    value: str | None = None
    option: str | None = None
    other: list[Line] = field(default_factory=list)

    @property
    def is_given(self) -> bool:
        return self.value is not None or self.option is not None


def answer(asked: Asked, labels: Labels, margin: Margin, *, last_line: int) -> ReadAnswer:
    question = asked.question
    slots = _slots(asked.body, labels, margin, last_line)
    chosen = _Chosen(other=slots.value) if question.has_only_text else _chosen(question, slots, labels, margin)
    _place_the_rest(asked, chosen, slots, margin)
    explanation = "\n".join(line.text for line in slots.explanation)
    is_given = chosen.is_given or (question.has_only_text and explanation != "")
    rates_progress = question.scale is not None and question.scale.name == "completion"
    return ReadAnswer(
        section=question.section,
        question=asked.code,
        commitment=asked.commitment,
        value=chosen.value,
        option=chosen.option,
        status=AnswerStatus.GIVEN if is_given else AnswerStatus.MISSING_IN_SOURCE,
        explanation=explanation,
        citations=tuple(citations(slots.evidence, margin)),
        proposed=proposed(explanation) if rates_progress and not is_given else None,
        line=asked.line.number,
    )


def _slots(body: list[Line], labels: Labels, margin: Margin, last_line: int) -> _Slots:
    slots = _Slots()
    into = slots.value
    for line in body:
        label = _field(line, labels)
        if label is None and line.number == last_line and _is_cut_label(line, labels):
            margin.note(line, _("The file ends within a label: “%s”.") % line.text)
        elif label is None:
            into.append(line)
        else:
            margin.used(label, line)
            slots.is_explained |= label.key in ("explanation", "narrative")
            into = {"degree": slots.value, "explanation": slots.explanation, "narrative": slots.explanation}.get(
                label.key, slots.evidence
            )
            if (rest := line.rest(len(label.words))).text and not _is_label(line, label):
                into.append(rest)
    return slots


def _is_label(line: Line, label: Label) -> bool:
    return line.words.folded == label.words


def _field(line: Line, labels: Labels) -> Label | None:
    """The label that the line is, or begins with: then a colon follows, or it is long enough to be no accident."""
    label = labels.begins(line.words, "field")
    if label is None or _is_label(line, label) or len(label.words) >= _LONG_LABEL:
        return label
    return label if line.text[line.words.after(len(label.words)) :].lstrip()[:1] == ":" else None


def _is_cut_label(line: Line, labels: Labels) -> bool:
    text = " ".join(line.words.folded)
    return len(text) >= _CUT_LABEL and labels.has_beginning("field", text)


def _chosen(question: Question, slots: _Slots, labels: Labels, margin: Margin) -> _Chosen:
    chosen = _Chosen()
    for line in slots.value:
        label = labels.find(line.words, "value", "option", allowed=_codes(question))
        if label is None or chosen.is_given:
            chosen.other.append(line)
            continue
        margin.used(label, line)
        if label.role == "value":
            chosen.value = label.key
        else:
            chosen.option = label.key
    return chosen


def _codes(question: Question) -> frozenset[str]:
    values = question.scale.values if question.scale else ()
    besides = [NOT_APPLICABLE] if question.may_be_not_applicable else []
    return frozenset([*besides, *(choice.code for choice in (*question.options, *values))])


def _place_the_rest(asked: Asked, chosen: _Chosen, slots: _Slots, margin: Margin) -> None:
    """Lines above every label that are no value: the explanation where its label is lost, else without a slot."""
    if asked.question.has_only_text or not slots.is_explained:
        slots.explanation[:0] = chosen.other
        return
    margin.keep(*chosen.other)
    if chosen.other and not chosen.is_given:
        margin.note(
            chosen.other[0],
            _("Question %s is answered here in words that are none of its known answers; none was taken.") % asked.code,
        )
