"""Every form in which OGP's data writes a date, and what may be known from it."""

import pytest

from parvis.assessments.standards.commitment_data.dates import (
    Context,
    ImpossibleDate,
    order_shown,
    written,
)

CURRENT, OLDER = Context("current"), Context("older")
AFTER_DAY_FIRST, AFTER_MONTH_FIRST = Context("current", "day_first"), Context("current", "month_first")


@pytest.mark.parametrize(
    ("text", "date", "precision", "note"),
    [
        ("12/31/2020", "2020-12-31", "day", ""),
        ("31/12/2020", "2020-12-31", "day", ""),
        ("8/21/20", "2020-08-21", "day", ""),
        ("9/1/2018", "2018-09-01", "day", ""),
        ("1/9/2018", "2018-09", "month", "concluded"),
        ("4/4/2018", "2018-04-04", "day", ""),
        ("02/3/2014", "2014", "year", "ambiguous"),
        ("31.12.2014", "2014-12-31", "day", ""),
        ("2014-07-01", "2014-07-01", "day", ""),
        ("2014-07", "2014-07", "month", ""),
        ("July 2014", "2014-07", "month", ""),
        ("1 July 2014", "2014-07-01", "day", ""),
        ("July 1, 2014", "2014-07-01", "day", ""),
        ("julio de 2014", "2014-07", "month", ""),
        ("1er juillet 2014", "2014-07-01", "day", ""),
        ("Décembre 2014", "2014-12", "month", ""),
        ("2014", "2014", "year", ""),
        ("43525", "2019-03-01", "day", "serial"),
        ("7/15/1905", "2023", "year", "serial"),
        ("12/31/1905", "1905-12-31", "day", ""),
        ("Quarter 1 2014", "2014", "quarter", "1"),
        ("Q2 2015", "2015", "quarter", "2"),
        ("I quarter of 2021", "2021", "quarter", "1"),
        ("IV quarter of 2020", "2020", "quarter", "4"),
        ("3rd quarter 2020", "2020", "quarter", "3"),
        ("Spring 2015", "2015", "season", "spring"),
        ("End of 2014", "2014", "part", "end"),
        ("September/December 2011", "2011", "range", "2011-09/2011-12"),
        ("2012-2013", "2012", "range", "2012/2013"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(text, date, precision, note):
    found = written(text, context=CURRENT)

    assert (found.written, found.date and found.date.text, found.precision, found.note) == (
        text,
        date,
        precision,
        note,
    )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", "not_said"),
        ("NA", "not_said"),
        ("Not Specified", "not_said"),
        ("Underway", "in_words"),
        ("Permanent activity", "in_words"),
        ("99999", "in_words"),
        ("7", "in_words"),
        ("1/1/3014", "in_words"),
        ("2014-2012", "in_words"),
    ],
)
def test_what_holds_no_date_is_kept_as_written(text, note):
    found = written(text, context=CURRENT)

    assert (found.written, found.date, found.note) == (text, None, note)


@pytest.mark.parametrize("text", ["31/9/2014", "2/29/2014", "13/13/2014", "32/12/2014", "0/7/2014", "2014-02-30"])
def test_a_day_that_there_is_not_is_impossible(text):
    with pytest.raises(ImpossibleDate, match=text):
        written(text, context=CURRENT)


@pytest.mark.parametrize(
    ("text", "context", "date", "note"),
    [
        ("07/01/2012", OLDER, "2012-07", ""),
        ("01/07/2012", OLDER, "2012-07", "concluded"),
        ("01/07/2012", Context("older", "day_first"), "2012-07-01", ""),
        ("06/01/2014", Context("older", "day_first"), "2014-06", ""),
        ("01/01/2014", OLDER, "2014-01", ""),
        ("01/01/2014", Context("older", "day_first"), "2014-01-01", ""),
        ("12/11/2013", OLDER, "2013", "ambiguous"),
        ("1/7/2014", AFTER_DAY_FIRST, "2014-07-01", ""),
        ("4/1/2014", AFTER_DAY_FIRST, "2014-01-04", ""),
        ("4/5/2014", AFTER_MONTH_FIRST, "2014-04-05", ""),
    ],
)
def test_which_number_is_the_month_is_settled_by_layout_and_the_rows_other_date(text, context, date, note):
    found = written(text, context=context)

    assert (found.date.text, found.note) == (date, note)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("31/12/2014", "day_first"),
        ("12/31/2014", "month_first"),
        ("1/2/2014", ""),
        ("July 2014", ""),
        ("13/13/2014", ""),
    ],
)
def test_an_order_is_shown_by_a_number_above_twelve(text, order):
    assert order_shown(text) == order


def test_the_end_of_a_range_is_its_last_year():
    assert written("2012-2013", context=Context("older", is_end=True)).date.text == "2013"


@pytest.mark.parametrize(
    ("text", "last_day"),
    [("Quarter 1 2014", "2014-03-31"), ("February 2016", "2016-02-29"), ("Spring 2016", "2016-12-31")],
)
def test_a_date_knows_the_last_day_that_it_covers(text, last_day):
    assert written(text, context=CURRENT).last_day == last_day
