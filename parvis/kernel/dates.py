"""Dates as exact as their source: a day, a month or a year. Nothing is made more precise than it was said."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """`2022`, `2022-04` or `2022-04-30` (ISO 8601 reduced precision)."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Raises ValueError, with a sentence for people, for anything but a real year, month or day."""
        match = _SHAPE.fullmatch(text.strip())
        if not match:
            raise ValueError(_("Write a date as 2022-04-30, a month as 2022-04, a year as 2022."))
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            date(year, month, day)
        except ValueError:
            raise ValueError(_("There is no such day: %s.") % text) from None
        return cls(match.group(0))

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.isoformat())

    @property
    def precision(self) -> str:
        return {4: "year", 7: "month", 10: "day"}[len(self.text)]

    @property
    def first_day(self) -> date:
        return date.fromisoformat((self.text + "-01-01")[:10])

    @property
    def last_day(self) -> date:
        """The day until which something due then is not late."""
        first = self.first_day
        if self.precision == "year":
            return first.replace(month=12, day=31)
        if self.precision == "month":
            return first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return first

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.last_day, self.first_day) < (other.last_day, other.first_day)

    def __str__(self) -> str:
        """As people read it, in the language being spoken."""
        if self.precision == "year":
            return self.text[:4]
        if self.precision == "month":
            return f"{MONTHS[self.first_day.month]} {self.first_day.year}"
        return in_words(self.first_day)


def in_words(day: date) -> str:
    """A day as people read it, in the language being spoken; French counts the first of a month as an ordinal."""
    words = date_format(day, "DATE_FORMAT")
    return f"1er{words[1:]}" if day.day == 1 and get_language() == "fr" else words


class PartialDateField(models.CharField):
    """Stores a `PartialDate` as its ISO text, which sorts as the dates do; null is a date not stated."""

    # What may be set and what is read, for the type checker.
    _pyi_private_set_type: PartialDate | date | str  # type: ignore[assignment]
    _pyi_private_get_type: PartialDate  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value in (None, ""):
            return None
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return value.text if value else None

    def run_validators(self, value: Any) -> None:
        """The type is the rule; a length check would not know it."""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


def months_after(day: date, months: int) -> date:
    """The same day of a later (or, below zero, earlier) month, or its last day where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
