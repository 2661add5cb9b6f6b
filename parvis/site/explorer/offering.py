"""What there is to choose in the explorer and what is chosen: facets with their counts, chips, orders, advice."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from parvis.assessments.facets import (
    LATIN,
    NOT_STATED,
    SCALES,
    Facet,
    Order,
    completion_values,
    rating_label,
    value_label,
    values_of_scale,
)
from parvis.kernel.folding import fold
from parvis.search.queries import Selection
from parvis.ui.choosing import Chip, Choice, Choices
from parvis.ui.choosing import Facet as Shown
from parvis.ui.counts import counted

from .asking import Asking

SHOWN = 10
_OPEN = {Facet.REGION, Facet.POLICY_AREA, Facet.COMPLETION}
_SCALES_SHOWN = 3

Names = Mapping[str, object]


def facets(selection: Selection, asking: Asking, members: Names) -> list[Shown]:
    """All of them, each with how many would remain. `members` are names by address."""
    return [_shown(facet, selection.counts(facet), asking.chosen.get(facet, ()), members) for facet in Facet]


def _shown(facet: Facet, counts: Mapping[str, int], chosen: Sequence[str], members: Names) -> Shown:
    choices = [
        Choice(value, value_label(facet, value, members), counted(count), value in chosen, value == LATIN)
        for value, count in sorted(counts.items(), key=lambda one: -one[1])
    ]
    if facet == Facet.SCALE:
        groups, more = _by_rating(choices)
    else:
        groups, more = [_cut(facet, _ordered(facet, choices))] if choices else [], []
    return Shown(facet, facet.label, groups, more, len(chosen), bool(chosen) or facet in _OPEN)


def _ordered(facet: Facet, choices: list[Choice]) -> list[Choice]:
    """The most frequent first, unless the values have an order of their own; what nobody stated comes last."""
    if facet == Facet.YEAR:
        choices = sorted(choices, key=lambda one: one.value, reverse=True)
    elif own := _own_order(facet):
        choices = sorted(choices, key=lambda one: own.index(one.value) if one.value in own else len(own))
    if facet == Facet.REGION:
        under = [one for one in choices if one.is_under]
        choices = [one for one in choices if not one.is_under]
        place = next((place for place, one in enumerate(choices, 1) if one.value == "americas"), len(choices))
        choices[place:place] = under
    return sorted(choices, key=lambda one: one.value == NOT_STATED)


def _own_order(facet: Facet) -> Sequence[str]:
    match facet:
        case Facet.COMPLETION:
            return completion_values()
        case Facet.VERIFIABILITY:
            return ("yes", "no")
    return ()


def _cut(facet: Facet, choices: list[Choice]) -> Choices:
    """What is chosen is among those shown, and the others are found by their names."""
    if len(choices) <= SHOWN:
        return Choices(choices)
    shown = [*choices[:SHOWN], *(one for one in choices[SHOWN:] if one.is_chosen)]
    more = [one for one in choices[SHOWN:] if not one.is_chosen]
    if facet != Facet.YEAR:
        more.sort(key=lambda one: (one.value == NOT_STATED, fold(str(one.label))))
    return Choices(shown, more)


def _by_rating(choices: list[Choice]) -> tuple[list[Choices], list[Choices]]:
    by_value = {one.value: one for one in choices}
    groups = []
    for code in SCALES:
        values = (f"{code}.{value}" for value in reversed(values_of_scale(code)))
        if found := [by_value[value] for value in values if value in by_value]:
            groups.append(Choices(found, label=rating_label(code)))
    if nothing := by_value.get(NOT_STATED):
        groups.append(Choices([nothing], label=_("None of these")))
    first = [group for place, group in enumerate(groups) if place < _SCALES_SHOWN or _has_choice(group.shown)]
    return first, [group for group in groups if group not in first]


def _has_choice(choices: Iterable[Choice]) -> bool:
    return any(one.is_chosen for one in choices)


def chips(asking: Asking, members: Names) -> list[Chip]:
    found = [_words_chip(asking)] if asking.words else []
    return found + [
        Chip(_facet_label(facet, value), value_label(facet, value, members), asking.without(facet, value).link)
        for facet, values in asking.chosen.items()
        for value in values
    ]


def advice(selection: Selection, asking: Asking) -> list[tuple[Chip, int]]:
    """Which one of the choices to drop where nothing is left, and how many there would be without it."""
    found = [
        (Chip(Facet(facet).label, "", asking.without(facet).link), selection.total_without(facet))
        for facet in asking.chosen
    ]
    if asking.words:
        found.append((_words_chip(asking), selection.total_without_words))
    return sorted((one for one in found if one[1]), key=lambda one: -one[1])


def _words_chip(asking: Asking) -> Chip:
    return Chip(_("Words"), _("“%s”") % asking.words, asking.without_words().link)


def _facet_label(facet: str, value: str) -> object:
    code, dot, _value = value.partition(".")
    return rating_label(code) if facet == Facet.SCALE and dot else Facet(facet).label


def order(selection: Selection, asking: Asking) -> Order:
    """The one that was asked for, where it can be had."""
    if asking.sort and (asking.sort != Order.BEST or selection.can_rank):
        return Order(asking.sort)
    return default_order(selection)


def default_order(selection: Selection) -> Order:
    return Order.BEST if selection.can_rank else Order.NEWEST


def orders(selection: Selection, taken: Order) -> list[tuple[str, object, bool]]:
    """To choose from, and whether it is the one taken. The first stands where nothing is asked for: no trace of it is
    left in the address."""
    first = default_order(selection)
    others = [one for one in Order if one not in (first, Order.BEST)]
    return [("" if one == first else str(one), one.label, one == taken) for one in (first, *others)]
