"""What the row of a commitment in OGP's data says, as a page shows it: read again from the cells as written."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..models import CommitmentRecord
from ..standards.commitment_data.dates import Context, DateWritten, ImpossibleDate, order_shown, written
from ..standards.commitment_data.layouts import Column, layout, matched
from ..standards.commitment_data.scales import UNKNOWN, Rating, Value, ratings, readings, reasons
from ..standards.commitment_data.texts import stated

_GROUPS = {
    _("How it was designed"): (
        "specificity",
        "verifiable",
        "relevant",
        "access_to_information",
        "civic_participation",
        "public_accountability",
        "technology",
        "potential_impact",
        "potential_for_results",
    ),
    _("How far it came"): ("completion_progress_report", "completion_end_of_term", "change_in_completion"),
    _("What it led to"): (
        "early_results",
        "opened_overall",
        "opened_access_to_information",
        "opened_civic_participation",
        "opened_public_accountability",
        "starred_before_june_2014",
        "starred_2015",
        "starred_progress_report",
        "starred_end_of_term",
        "carried_forward",
    ),
}
# Values that stand in a scale without being better or worse than others; and scales that have no order.
_BESIDE_THE_ORDER = frozenset({"unclear", "withdrawn", "no_early_results"})
_WITHOUT_ORDER = frozenset({"yes_no", "said_yes_no", "change_in_completion"})


@dataclass(frozen=True)
class Given:
    """A rating and its value. `place` counts from 1, the worst, to `steps`; it is 0 where there is no order."""

    rating: Rating
    value: Value
    place: int
    steps: int


@dataclass(frozen=True)
class Recorded:
    """`groups`: ratings under what they are about, without those of which there are none; `not_rated`: what has no
    value, by the reason; `starts` and `ends` as written, beside the date that is in them."""

    record: CommitmentRecord
    groups: Sequence[tuple[object, Sequence[Given]]]
    not_rated: Sequence[tuple[object, Sequence[object]]]
    starts: DateWritten | None
    ends: DateWritten | None
    theme: str


def recorded(record: CommitmentRecord) -> Recorded:
    """No query."""
    given = {code: found for code, value in record.ratings.items() if (found := _given(code, value))}
    groups = [(label, [given[code] for code in codes if code in given]) for label, codes in _GROUPS.items()]
    starts, ends = _cell(record, "starts"), _cell(record, "ends")
    return Recorded(
        record=record,
        groups=[(label, found) for label, found in groups if found],
        not_rated=_not_rated(record),
        starts=_date(starts, Context(record.layout, order_shown(ends or ""))),
        ends=_date(ends, Context(record.layout, order_shown(starts or ""), is_end=True)),
        theme=stated(_cell(record, "theme") or ""),
    )


def _given(code: str, value: str) -> Given | None:
    """None for what a scale does not know any more."""
    rating = ratings().get(code)
    found = rating.scale.value(value) if rating else None
    if rating is None or found is None:
        return None
    in_order = [one.code for one in rating.scale.values if one.code not in _BESIDE_THE_ORDER]
    has_place = value in in_order and rating.scale.code not in _WITHOUT_ORDER
    return Given(rating, found, in_order.index(value) + 1 if has_place else 0, len(in_order))


def _not_rated(record: CommitmentRecord) -> list[tuple[object, list[object]]]:
    """In the order of the reasons; a column that the file lacks is not there either."""
    found: dict[str, list[object]] = defaultdict(list)
    of = layout(record.layout)
    for place in of.places_by_role["rating"]:
        cell, column = record.cells[place], of.columns[place]
        if cell is not None and column.rating not in record.ratings:
            found[_reason(record, column, cell)].append(ratings()[column.rating].label)
    return [(name, found[code]) for code, name in reasons().items() if code in found]


def _reason(record: CommitmentRecord, column: Column, cell: str) -> str:
    return readings(record.layout, column.scale).get(matched(cell), UNKNOWN).reason


def _cell(record: CommitmentRecord, role: str) -> str | None:
    place = layout(record.layout).place(role)
    return None if place is None else record.cells[place]


def _date(text: str | None, context: Context) -> DateWritten | None:
    """None where the file has no such column."""
    if text is None:
        return None
    try:
        return written(text, context=context)
    except ImpossibleDate:
        return DateWritten(text, note="in_words")
