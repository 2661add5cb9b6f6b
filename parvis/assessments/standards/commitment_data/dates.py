"""Dates as OGP's data writes them: day first and month first in one file, quarters, seasons, words, serial numbers.

Which of two small numbers is the month is settled in this order, and never guessed beyond it:

1. A number above 12 is the day.
2. The row's other date, where 1. settles it, is written in the same order. Only the older layout's "06/01/2014" is
   stronger than that: see 4.
3. In the current layout "9/1/2018" is month first: of its dates that 1. settles, nine in ten are, and "the first of" a
   month is what people mean. "1/9/2018" is then no 9 January (the published file has none beside a month-first date)
   but a September; as that is concluded, not said, only the month is kept.
4. In the older layout "06/01/2014" is a spreadsheet's way to write June 2014 (the current layout has those very rows as
   "June 2014"), so the month is all that was said; of "01/06/2014" the month is kept too, unless 2. shows its order.
5. What is left ("02/03/2014") tells its year and no more: `note` is "ambiguous".
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from parvis.kernel.dates import PartialDate
from parvis.kernel.folding import fold

CURRENT, OLDER = "current", "older"
DAY_FIRST, MONTH_FIRST = "day_first", "month_first"

# Spreadsheets count days from here; 40179 is the first day of 2010, before there was a plan.
_SERIALS_FROM, _SERIALS = date(1899, 12, 30), range(40179, 54789)
# A year typed into a cell of dates is shown as a day of 1905: 2023 is 15 July of it.
_YEARS_AS_SERIALS = range(1990, 2051)

_NUMBERS = re.compile(r"(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4}|\d\d)", re.ASCII)
# Who writes dots writes the day first.
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)\.?", re.ASCII)
_ISO = re.compile(r"((?:19|20)\d\d)-(\d{1,2})(?:-(\d{1,2}))?(?:[ t]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?", re.ASCII)
_YEARS = re.compile(r"((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)\d\d)", re.ASCII)
_QUARTER = re.compile(
    r"(?:q(?:uarter)?\s*([1-4])|(i{1,3}|iv|[1-4](?:st|nd|rd|th)?)\s+quarter)(?:\s+of)?[\s,]+((?:19|20)\d\d)"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SEASON = re.compile(r"(spring|summer|autumn|fall|winter)(?:\s+of)?[\s,]+((?:19|20)\d\d)")
_PART_OF_YEAR = re.compile(r"(end|beginning|early|late|mid|middle|start)(?:[\s-]+of)?[\s-]+((?:19|20)\d\d)")
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_IN_WORDS = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+|de\s+)?)?{_MONTH}\.?(?:\s+(\d{{1,2}})(?:st|nd|rd|th)?)?"
    r"(?:\s+of|\s+de|\s+del)?[\s,]+((?:19|20)\d\d)",
    re.ASCII,
)
_MONTH_RANGE = re.compile(rf"{_MONTH}\s*[-–—/]\s*{_MONTH}[\s,]+((?:19|20)\d\d)")
_NOT_SAID = frozenset(
    (
        "",
        "na",
        "n/a",
        "nr",
        "nd",
        "none",
        "none specified",
        "not specified",
        "not stated",
        "unclear",
        "unspecified",
        "tbd",
    )
)


class ImpossibleDate(ValueError):
    """It is written as a day, and there is no such day. The sentence is for people."""


@dataclass(frozen=True, slots=True)
class DateWritten:
    """A date beside what was written. `date` is None where there is none in it.

    `precision`: day, month, year; "quarter", "season", "part" of a year or a "range" where `date` is only the year of
    it; "" without a date. `note`: the quarter ("3"), the season ("spring"), the part ("end"), the range as ISO 8601
    ("2011-09/2011-12"); "ambiguous" where only the year is certain; "concluded" where the order is; "serial" for a
    spreadsheet's number, and for a year that a spreadsheet shows as a day of 1905; without a date "not_said" or
    "in_words" ("Ongoing"). `first_day` and `last_day` are what it covers, in ISO, for ordering; empty without a date.
    """

    written: str
    date: PartialDate | None = None
    precision: str = ""
    note: str = ""
    first_day: str = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to read a date: its layout, the order that the row's other date shows, if any, and whether it ends."""

    layout: str = CURRENT
    order: str = ""
    is_end: bool = False


@lru_cache(maxsize=4096)
def written(text: str, *, context: Context = Context()) -> DateWritten:
    """Raises `ImpossibleDate` for the thirtieth of February and its like."""
    said = " ".join(fold(text).split())
    if said in _NOT_SAID:
        return DateWritten(text, note="not_said")
    if match := _NUMBERS.fullmatch(said):
        return _of_numbers(text, match, context)
    for read in (_of_dots, _of_iso, _of_year, _of_serial, _of_quarter, _of_season, _of_words, _of_range):
        if found := read(text, said, context):
            return found
    return DateWritten(text, note="in_words")


def order_shown(text: str) -> str:
    """Whether a date of numbers shows by itself which stands first; else nothing."""
    match = _NUMBERS.fullmatch(text.strip())
    if not match:
        return ""
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return DAY_FIRST
    return MONTH_FIRST if second > 12 >= first else ""


def _of_numbers(text: str, match: re.Match[str], context: Context) -> DateWritten:
    first, second, year = int(match[1]), int(match[2]), _full_year(match[3])
    if year is None:
        return DateWritten(text, note="in_words")
    if first > 12 or second > 12:
        month, day = (second, first) if first > 12 else (first, second)
        return _day(text, year, month, day)
    if 0 in (first, second):
        raise _impossible(text)
    is_older = context.layout == OLDER
    if is_older and second == 1 and (first > 1 or context.order != DAY_FIRST):
        return _month(text, year, first)
    if first == second:
        return _day(text, year, first, second)
    if context.order:
        month, day = (second, first) if context.order == DAY_FIRST else (first, second)
        return _day(text, year, month, day)
    if second == 1:
        return _day(text, year, first, second)
    if first == 1:
        return _month(text, year, second, note="concluded")
    return _year(text, year, note="ambiguous")


def _full_year(digits: str) -> int | None:
    """Plans are of this century; a year before 1900 or after 2099 is a slip that nobody can put right."""
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    return year if 1900 <= year < 2100 else None


def _of_dots(text: str, said: str, context: Context) -> DateWritten | None:
    match = _DOTTED.fullmatch(said)
    return _day(text, int(match[3]), int(match[2]), int(match[1])) if match else None


def _of_iso(text: str, said: str, context: Context) -> DateWritten | None:
    match = _ISO.fullmatch(said)
    if not match:
        return None
    if match[3] is None:
        return _month(text, int(match[1]), int(match[2]))
    return _day(text, int(match[1]), int(match[2]), int(match[3]))


def _of_year(text: str, said: str, context: Context) -> DateWritten | None:
    if match := _YEAR.fullmatch(said):
        return _year(text, int(match[1]))
    if match := _PART_OF_YEAR.fullmatch(said):
        return _year(text, int(match[2]), precision="part", note=match[1])
    return None


def _of_serial(text: str, said: str, context: Context) -> DateWritten | None:
    if len(said) != 5 or not said.isascii() or not said.isdigit() or int(said) not in _SERIALS:
        return None
    day = _SERIALS_FROM + timedelta(days=int(said))
    return _day(text, day.year, day.month, day.day, note="serial")


def _of_quarter(text: str, said: str, context: Context) -> DateWritten | None:
    match = _QUARTER.fullmatch(said)
    if not match:
        return None
    written_so = match[1] or match[2]
    number = _QUARTERS.get(written_so) or int(written_so[0])
    year = int(match[3])
    last = calendar.monthrange(year, 3 * number)[1]
    return DateWritten(
        text,
        PartialDate(str(year)),
        "quarter",
        str(number),
        f"{year}-{3 * number - 2:02}-01",
        f"{year}-{3 * number:02}-{last:02}",
    )


def _of_season(text: str, said: str, context: Context) -> DateWritten | None:
    """Its months depend on where it is said, so that it covers the year."""
    match = _SEASON.fullmatch(said)
    return _year(text, int(match[2]), precision="season", note=match[1]) if match else None


def _of_words(text: str, said: str, context: Context) -> DateWritten | None:
    match = _IN_WORDS.fullmatch(said)
    if not match or (match[1] and match[3]):
        return None
    month, day, year = _MONTHS[match[2]], match[1] or match[3], int(match[4])
    return _day(text, year, month, int(day)) if day else _month(text, year, month)


def _of_range(text: str, said: str, context: Context) -> DateWritten | None:
    """What starts in a range starts from its first year on; what ends in it ends by its last."""
    if match := _YEARS.fullmatch(said):
        first, last = PartialDate(match[1]), PartialDate(match[2])
    elif match := _MONTH_RANGE.fullmatch(said):
        first, last = (PartialDate(f"{match[3]}-{_MONTHS[match[number]]:02}") for number in (1, 2))
    else:
        return None
    if last < first:
        return None
    year = PartialDate((last if context.is_end else first).text[:4])
    days = first.first_day.isoformat(), last.last_day.isoformat()
    return DateWritten(text, year, "range", f"{first.text}/{last.text}", *days)


def _day(text: str, year: int, month: int, day: int, note: str = "") -> DateWritten:
    try:
        found = date(year, month, day)
    except ValueError:
        raise _impossible(text) from None
    if (number := (found - _SERIALS_FROM).days) in _YEARS_AS_SERIALS:
        return _year(text, number, note="serial")
    iso = found.isoformat()
    return DateWritten(text, PartialDate(iso), "day", note, iso, iso)


def _month(text: str, year: int, month: int, note: str = "") -> DateWritten:
    if not 1 <= month <= 12:
        raise _impossible(text)
    iso = f"{year}-{month:02}"
    last = calendar.monthrange(year, month)[1]
    return DateWritten(text, PartialDate(iso), "month", note, f"{iso}-01", f"{iso}-{last:02}")


def _year(text: str, year: int, *, precision: str = "year", note: str = "") -> DateWritten:
    return DateWritten(text, PartialDate(str(year)), precision, note, f"{year}-01-01", f"{year}-12-31")


def _impossible(text: str) -> ImpossibleDate:
    return ImpossibleDate(_("There is no such day: %s.") % text)
