"""Commitments side by side: what is compared of them, in the order of reading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.assessments.facets import rating_codes, rating_label, rating_value_label
from parvis.assessments.queries import Explored


@dataclass(frozen=True)
class Row:
    """What is compared, how it is drawn, and the value of each commitment. Of a rating: words, or nothing."""

    label: object
    kind: str
    values: Sequence[object]


def rows(found: Sequence[Explored]) -> list[Row]:
    """A rating has a row where any of them has it: each in its own scale."""
    facts: list[tuple[object, str, Callable[[Explored], object]]] = [
        (_("Member"), "member", lambda one: one.commitment.plan.member),
        (_("Plan"), "plan", lambda one: one.commitment.plan),
        (_("Number in the plan"), "text", lambda one: one.commitment.shown_number),
        (_("Start"), "date", lambda one: (one.commitment.starts_on, one.written["starts"])),
        (_("End"), "date", lambda one: (one.commitment.ends_on, one.written["ends"])),
        (_("Lead"), "list", lambda one: one.lead),
        (_("Supporting"), "list", lambda one: one.supporting),
        (_("Policy areas"), "policy-area", lambda one: one.policy_areas),
        (_("Values"), "value", lambda one: one.values),
        (_("Completion"), "completion", lambda one: one.rated),
    ]
    rated = [
        (rating_label(code), "rating", _value_of(code))
        for code in rating_codes()
        if any(code in one.rated.ratings for one in found)
    ]
    text: tuple[object, str, Callable[[Explored], object]] = (_("From its text"), "words", lambda one: one.text)
    return [Row(label, kind, [of(one) for one in found]) for label, kind, of in (*facts, *rated, text)]


def _value_of(code: str) -> Callable[[Explored], object]:
    def of(one: Explored) -> object:
        value = one.rated.ratings.get(code)
        return rating_value_label(code, value) if value else ""

    return of
