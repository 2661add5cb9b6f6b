import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.dates import PartialDate
from parvis.ui.charts import Bar, Group, Lane, Marker, Pair, Part, Share, pairs, stacked_bars, timeline

TODAY = date(2026, 11, 23)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2040, 12, 31))


def bar(*counts):
    return Bar(
        [Share(f"kind {tone}", count, tone) for tone, count in zip(("done", "late", "missing"), counts, strict=False)]
    )


def lanes(*given):
    return [Group(given)]


def marks(chart, tone):
    return re.findall(
        rf'chart-mark--{tone}"[^>]* x="([\d.]+)%" y="\d+" width="([\d.]+)%"', chart.svg.split('class="chart-key"')[0]
    )


@given(st.lists(st.integers(0, 500), min_size=1, max_size=3).filter(any))
def test_the_parts_of_a_bar_fill_it(counts):
    svg = stacked_bars("Chart", [bar(*counts)]).svg.split('class="chart-key"')[0]
    widths = [float(width) for width in re.findall(r'chart-mark[^>]*width="([\d.]+)%"', svg)]

    assert sum(widths) == pytest.approx(100, abs=0.05)


def test_what_counts_nothing_is_not_drawn():
    assert marks(stacked_bars("Chart", [bar(3, 0, 1)]), "late") == []


def test_a_bar_of_nothing_says_so():
    assert "Nothing to count." in stacked_bars("Chart", [bar(0, 0)]).svg


def test_a_bar_is_told_to_those_who_hear_it():
    assert "<title>kind done 3, kind late 1</title>" in stacked_bars("Chart", [bar(3, 1)]).svg


def test_the_table_holds_every_figure_even_nought():
    table = stacked_bars("Chart", [bar(3, 0)]).table

    assert "<td>3</td>" in table
    assert "<td>0</td>" in table


def test_several_bars_share_one_table_with_a_sum():
    bars = [Bar(bar(3, 1).shares, "First"), Bar(bar(2, 2).shares, "Second")]

    assert '<th scope="row">First</th><td>3</td><td>1</td><td>4</td>' in stacked_bars("Chart", bars).table


def test_a_label_is_escaped():
    assert "<b>" not in stacked_bars("<b>", [Bar(bar(1).shares, "<b>")]).svg


def test_a_lane_lies_between_its_days():
    chart = timeline("Plan", lanes(Lane("One", "done", "Complete", date(2025, 1, 1), date(2025, 12, 31))), today=TODAY)
    (left, width) = (float(value) for value in marks(chart, "done")[0])

    assert left > 0
    assert left + width < 100


def test_a_month_is_due_at_its_end():
    month = Lane("One", "done", "Complete", date(2025, 1, 1), PartialDate("2025-03"))
    day = Lane("One", "done", "Complete", date(2025, 1, 1), date(2025, 3, 31))

    assert marks(timeline("Plan", lanes(month), today=TODAY), "done") == marks(
        timeline("Plan", lanes(day), today=TODAY), "done"
    )


def test_what_is_late_runs_on_past_its_due_day():
    lane = Lane("One", "progress", "In progress", date(2025, 1, 1), date(2025, 6, 30), late_until=date(2025, 9, 1))

    assert len(marks(timeline("Plan", lanes(lane), today=TODAY), "late")) == 1


def test_what_is_done_in_time_does_not():
    lane = Lane("One", "done", "Complete", date(2025, 1, 1), date(2025, 6, 30), late_until=date(2025, 6, 30))

    assert marks(timeline("Plan", lanes(lane), today=TODAY), "late") == []


@pytest.mark.parametrize("known", [{"start": date(2025, 1, 1)}, {"due": PartialDate("2025")}])
def test_one_day_alone_is_a_point(known):
    chart = timeline("Plan", lanes(Lane("One", "done", "Complete", **known)), today=TODAY)

    assert "chart-point" in chart.svg


def test_no_date_is_invented():
    chart = timeline("Plan", lanes(Lane("One", "missing", "Not stated")), today=TODAY)

    assert "dates not stated" in chart.svg
    assert "<td>Not stated</td><td>Not stated</td>" in chart.table


def test_today_is_drawn_only_where_the_calendar_reaches_it():
    past = Lane("One", "done", "Complete", date(2021, 1, 1), date(2021, 12, 31))

    assert "chart-today" not in timeline("Plan", lanes(past), today=TODAY).svg


def test_markers_are_numbered_in_order_and_explained():
    markers = [Marker(date(2025, 8, 31), "Ends"), Marker(date(2025, 1, 1), "Launched")]

    svg = timeline("Plan", lanes(), today=TODAY, markers=markers).svg

    assert svg.index("Launched") < svg.index("Ends")


@given(st.lists(st.tuples(DAYS, DAYS, DAYS), max_size=6), st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_nothing_is_drawn_outside(rows, today):
    drawn = timeline("Plan", lanes(*(Lane("One", "done", "Complete", *row) for row in rows)), today=today)
    places = [float(place) for place in re.findall(r'\sx[12]?="(-?[\d.]+)%"', drawn.svg)]

    assert all(0 <= place <= 100 for place in places)
    assert 'width="-' not in drawn.svg


def test_the_table_keeps_the_groups_apart():
    groups = [Group([Lane("One", "done", "Complete")], "Open data"), Group([Lane("One", "late", "Late")], "Software")]

    table = timeline("Plan", groups, today=TODAY).table

    assert re.findall(r'scope="rowgroup" colspan="4">([^<]+)', table) == ["Open data", "Software"]


def pair(own, everyone):
    rows = [Pair("Open data", own, everyone)]
    return pairs("Chart", rows, whose=("Ours", "All"), counted="Complete", first_column="Area")


def test_shares_stand_on_one_line_from_nothing_to_the_whole():
    chart = pair(Part(3, 4), Part(1, 2))

    assert marks(chart, "done") == [("0", "75")]
    assert marks(chart, "progress") == [("0", "50")]
    assert "75% of 4" in chart.svg


def test_of_nothing_there_is_no_share():
    chart = pair(Part(0, 0), Part(1, 2))

    assert marks(chart, "done") == []
    assert "none rated" in chart.svg
    assert "<td>0</td><td>0</td><td>–</td>" in chart.table


def test_tones_are_named_in_the_order_of_the_parts():
    key = stacked_bars("Chart", [bar(1, 1, 1)]).svg.split('class="chart-key"')[1]

    assert key.index("kind done") < key.index("kind late") < key.index("kind missing")
