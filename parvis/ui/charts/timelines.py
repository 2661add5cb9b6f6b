"""What was to happen when, and where it stands: a lane for each, dated marks across all of them, and today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from parvis.kernel.dates import PartialDate

from .drawing import TONES, Chart, identifier, key, patterns, percent, rectangle, table

Day = date | PartialDate | None
_HEIGHT = 34
_MARGIN = timedelta(days=20)


@dataclass(frozen=True)
class Lane:
    """From a start until a due day, either perhaps not stated. `late_until` is today, or the day it was done."""

    label: object
    tone: str
    status: object
    start: Day = None
    due: Day = None
    late_until: date | None = None
    url: str = ""


@dataclass(frozen=True)
class Group:
    """Lanes under one heading."""

    lanes: Sequence[Lane]
    label: object = ""
    url: str = ""


@dataclass(frozen=True)
class Marker:
    """A dated line across every lane: a launch, a deadline."""

    on: date
    label: object


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> float:
        """How far across, in percent."""
        return max(0.0, min(100.0, 100 * (day - self.first).days / max((self.last - self.first).days, 1)))

    def years(self) -> Iterator[date]:
        return (date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1))


def timeline(caption: object, groups: Sequence[Group], *, today: date, markers: Sequence[Marker] = ()) -> Chart:
    """Lanes against the calendar. A chart without any date still names its lanes and says that none is stated."""
    chart = identifier(caption)
    lanes = [lane for group in groups for lane in group.lanes]
    markers = sorted(markers, key=lambda marker: marker.on)
    scale = _scale(lanes, markers, today)
    words = {lane.tone: lane.status for lane in lanes} | (
        {"late": _("Past its due day")} if any(lane.late_until for lane in lanes) else {}
    )
    drawn = format_html_join("", "{}", ((_group(chart, group, scale, markers, today),) for group in groups))
    return Chart(
        caption,
        format_html(
            '{}<div class="chart-time">{}{}</div>{}{}',
            patterns(chart, words),
            _axis(scale, markers, today),
            drawn,
            key(chart, {tone: words[tone] for tone in TONES if tone in words}),
            _marker_key(markers),
        ),
        _table(caption, groups, markers),
    )


def _scale(lanes: Sequence[Lane], markers: Sequence[Marker], today: date) -> _Scale:
    days = [day for lane in lanes for day in (_first(lane.start), _last(lane.due), lane.late_until) if day]
    days += [marker.on for marker in markers] or ([] if days else [today])
    return _Scale(min(days) - _MARGIN, max(days) + _MARGIN)


def _first(day: Day) -> date | None:
    return day.first_day if isinstance(day, PartialDate) else day


def _last(day: Day) -> date | None:
    return day.last_day if isinstance(day, PartialDate) else day


def _group(chart: str, group: Group, scale: _Scale, markers: Sequence[Marker], today: date) -> SafeString:
    heading = format_html('<p class="chart-heading">{}</p>', _linked(group.label, group.url)) if group.label else ""
    lanes = ((_linked(lane.label, lane.url), _lane(chart, lane, scale, markers, today)) for lane in group.lanes)
    rows = format_html_join("", '<li><p class="chart-label">{}</p>{}</li>', lanes)
    return format_html('{}<ul class="chart-lanes">{}</ul>', heading, rows)


def _linked(label: object, url: str) -> object:
    return format_html('<a href="{}">{}</a>', url, label) if url else label


def _lane(chart: str, lane: Lane, scale: _Scale, markers: Sequence[Marker], today: date) -> SafeString:
    return format_html(
        '<svg class="chart-lane" role="img" width="100%" height="{}"><title>{}</title>{}{}{}</svg>',
        _HEIGHT,
        _sentence(lane),
        _lines(scale, markers, today),
        _overrun(chart, lane, scale),
        _span(chart, lane, scale),
    )


def _span(chart: str, lane: Lane, scale: _Scale) -> SafeString:
    start, due = _first(lane.start), _last(lane.due)
    if start and due:
        left = scale.at(start)
        return rectangle(chart, lane.tone, left=left, width=max(scale.at(due) - left, 0.6), top=9, height=16)
    if not (start or due):
        return format_html('<text class="chart-none" x="0" y="22">{}</text>', _("dates not stated"))
    return _point(chart, lane.tone, scale.at(start or due or scale.first))


def _point(chart: str, tone: str, place: float) -> SafeString:
    """A diamond on the one day that is known."""
    return format_html(
        '<svg class="chart-point" x="{}%" y="17" width="1" height="1">'
        '<path class="chart-mark chart-mark--{}" d="M0 -9 9 0 0 9 -9 0z"/></svg>',
        percent(place),
        tone,
    )


def _overrun(chart: str, lane: Lane, scale: _Scale) -> SafeString:
    due = _last(lane.due)
    if not due or not lane.late_until or lane.late_until <= due:
        return SafeString("")
    left = scale.at(due)
    return rectangle(chart, "late", left=left, width=scale.at(lane.late_until) - left, top=13, height=8)


def _lines(scale: _Scale, markers: Sequence[Marker], today: date) -> SafeString:
    days = [("year", day) for day in scale.years()] + [("marker", marker.on) for marker in markers]
    if scale.first <= today <= scale.last:
        days.append(("today", today))
    return format_html_join(
        "",
        '<line class="chart-rule chart-rule--{}" x1="{}%" x2="{}%" y1="-99" y2="{}"/>',
        ((kind, percent(scale.at(day)), percent(scale.at(day)), _HEIGHT + 99) for kind, day in days),
    )


def _axis(scale: _Scale, markers: Sequence[Marker], today: date) -> SafeString:
    years = format_html_join(
        "", '<text x="{}%" dx="4" y="14">{}</text>', ((percent(scale.at(day)), day.year) for day in scale.years())
    )
    letters = format_html_join("", "{}", ((drawn,) for drawn in _letters(scale, markers)))
    now = ""
    if scale.first <= today <= scale.last:
        at = scale.at(today)
        side = "end" if at > 50 else "start"
        now = format_html(
            '<text class="chart-today" x="{}%" y="52" text-anchor="{}">{}</text>', percent(at), side, _("Today")
        )
    return format_html(
        '<svg class="chart-axis" aria-hidden="true" width="100%" height="58">{}{}{}</svg>', years, letters, now
    )


def _letters(scale: _Scale, markers: Sequence[Marker]) -> Iterator[SafeString]:
    for number, marker in enumerate(markers, start=1):
        yield format_html(
            '<svg class="chart-letter" x="{}%" y="34" width="1" height="1"><circle r="9"/>'
            '<text text-anchor="middle" dy="0.35em">{}</text></svg>',
            percent(scale.at(marker.on)),
            number,
        )


def _marker_key(markers: Sequence[Marker]) -> SafeString | str:
    if not markers:
        return ""
    items = format_html_join("", "<li>{}, {}</li>", ((marker.label, _words(marker.on)) for marker in markers))
    return format_html('<ol class="chart-markers">{}</ol>', items)


def _sentence(lane: Lane) -> str:
    parts = [str(lane.status)]
    if lane.start:
        parts.append(_("starts %s") % _words(lane.start))
    if lane.due:
        parts.append(_("due %s") % _words(lane.due))
    if lane.late_until:
        parts.append(_("late until %s") % _words(lane.late_until))
    return ", ".join(parts)


def _words(day: Day) -> str:
    if day is None:
        return _("Not stated")
    return str(day if isinstance(day, PartialDate) else PartialDate.of(day))


def _table(caption: object, groups: Sequence[Group], markers: Sequence[Marker]) -> SafeString:
    lanes = [
        (group.label, [(lane.label, _words(lane.start), _words(lane.due), lane.status) for lane in group.lanes])
        for group in groups
    ]
    dates = [(_("Dates"), [(marker.label, "", _words(marker.on), "") for marker in markers])] if markers else []
    return table(caption, [_("What"), _("Start"), _("Due"), _("Status")], [*lanes, *dates])
