from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.dates import PartialDate, months_after

texts = st.one_of(
    st.dates().map(str), st.dates().map(lambda day: str(day)[:7]), st.dates().map(lambda day: str(day)[:4])
)


@given(texts)
def test_what_was_written_is_what_is_kept(text):
    assert PartialDate.parse(text).text == text


@given(texts, texts)
def test_a_date_that_is_over_earlier_comes_earlier(one, other):
    first, second = sorted([PartialDate.parse(one), PartialDate.parse(other)])
    assert first.last_day <= second.last_day


@pytest.mark.parametrize(
    "text", ["", "2022-13", "2022-02-30", "22-01", "2022-1-1", "Q1 2022", "\u0662\u0660\u0662\u0662", "0000"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="Write a date|no such day"):
        PartialDate.parse(text)


def test_a_month_is_not_over_before_its_last_day():
    assert PartialDate.parse("2024-02").last_day == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "2021-09-22", "September 22, 2021"),
        ("fr", "2021-09-22", "22 septembre 2021"),
        ("fr", "2023-03-01", "1er mars 2023"),
        ("fr", "2022-04", "avril 2022"),
        ("en", "2022-04", "April 2022"),
        ("fr", "2022", "2022"),
    ],
)
def test_it_reads_no_more_exactly_than_it_was_said(language, text, words):
    with translation.override(language):
        assert str(PartialDate.parse(text)) == words


def test_two_months_after_the_end_of_december_is_the_end_of_february():
    assert months_after(date(2021, 12, 31), 2) == date(2022, 2, 28)
