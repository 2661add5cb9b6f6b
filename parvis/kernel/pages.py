"""Key-set pagination: a page starts after the last row of the one before, so the thousandth costs as the first."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from .errors import Invalid

# None that was made here is nearly as long.
LONGEST = 2000

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows in reading order; `after` and `before` are the cursors of the next and the previous page, if any."""

    rows: Sequence[Row]
    after: str | None
    before: str | None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page(rows: QuerySet[Row], *, by: Sequence[str], size: int, after: str = "", before: str = "") -> Page[Row]:
    """One page of `rows` ordered by the field names `by` (`-` for descending), the last of them unique and none null.

    Costs one query. Raises `Invalid` for a cursor that was not made here.
    """
    backwards = bool(before)
    order = [_turned(name) for name in by] if backwards else list(by)
    rows = rows.order_by(*order)
    if cursor := (before or after):
        rows = rows.filter(_beyond(order, values_of(cursor, len(order))))
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    first, last = (found[0], found[-1]) if found else (None, None)
    return Page(
        rows=found,
        after=_encoded(last, by) if last is not None and (more or backwards) else None,
        before=_encoded(first, by) if first is not None and (after or (backwards and more)) else None,
    )


def cursor_of(values: Sequence[int | str]) -> str:
    """The values by which a row is found again, as one word for an address."""
    return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def values_of(cursor: str, length: int) -> list[Any]:
    """What a cursor was made of: so many texts and whole numbers. Raises `Invalid` for one that was not made here."""
    if len(cursor) > LONGEST:
        raise not_made_here()
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if isinstance(values, list) and len(values) == length and all(map(_can_be_sought, values)):
            return values
    except (ValueError, RecursionError):
        # Brackets within brackets, deeper than Python reads.
        pass
    raise not_made_here()


def _can_be_sought(value: Any) -> bool:
    """Raises ValueError for text with half a character, which no database takes."""
    if isinstance(value, str):
        value.encode()
    return isinstance(value, int | str)


def not_made_here() -> Invalid:
    return Invalid(_("This page address is not one that Parvis made. Start again from the first page."))


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    condition, equal_so_far = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field, comparison = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= equal_so_far & Q(**{f"{field}__{comparison}": value})
        equal_so_far &= Q(**{field: value})
    return condition


def _encoded(row: Model, by: Sequence[str]) -> str:
    return cursor_of([_plain(_value(row, name.lstrip("-"))) for name in by])


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value if isinstance(value, int) else str(value)
