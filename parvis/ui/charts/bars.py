"""How a whole is divided: one bar a row, its parts by tone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .drawing import Chart, identifier, key, patterns, percent, rectangle, table


@dataclass(frozen=True)
class Share:
    """A part of a bar: what it counts, how many, and its tone."""

    label: object
    count: int
    tone: str


@dataclass(frozen=True)
class Bar:
    """One row. A chart of a single bar needs no label."""

    shares: Sequence[Share]
    label: object = ""
    url: str = ""

    @property
    def total(self) -> int:
        return sum(share.count for share in self.shares)


class Size(Enum):
    """How high a bar is, in pixels. A small one has its label beside it, not above: many stand in little room."""

    LARGE = 30
    SMALL = 20


def stacked_bars(caption: object, bars: Sequence[Bar], *, first_column: object = "", size: Size = Size.LARGE) -> Chart:
    """Each bar as wide as the chart; its parts in the order given. Every bar has the same kinds of parts."""
    chart = identifier(caption)
    shares = [share for bar in bars for share in bar.shares]
    counted = {share.tone for share in shares if share.count}
    words = {share.tone: share.label for share in shares if share.tone in counted}
    rows = format_html_join("", "<li>{}{}</li>", ((_label(bar), _drawn(chart, bar, size)) for bar in bars))
    small = " chart-rows--small" if size is Size.SMALL else ""
    return Chart(
        caption,
        format_html('{}<ul class="chart-rows{}">{}</ul>{}', patterns(chart, words), small, rows, key(chart, words)),
        _table(caption, bars, first_column),
    )


def _label(bar: Bar) -> SafeString | str:
    if not bar.label:
        return ""
    words = format_html('<a href="{}">{}</a>', bar.url, bar.label) if bar.url else bar.label
    return format_html('<p class="chart-label">{}</p>', words)


def _drawn(chart: str, bar: Bar, size: Size) -> SafeString:
    parts, left = [], 0.0
    for share in (share for share in bar.shares if share.count):
        width = 100 * share.count / bar.total
        parts.append(rectangle(chart, share.tone, left=left, width=width, top=1, height=size.value))
        if width >= 8:
            parts.append(_count(share.count, left + width / 2, size))
        left += width
    return format_html(
        '<svg class="chart-bar" role="img" width="100%" height="{}"><title>{}</title>{}</svg>',
        size.value + 2,
        _sentence(bar),
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _count(count: int, middle: float, size: Size) -> SafeString:
    """The figure on a plate of its own, so that it reads on any pattern."""
    half, tall = max(13, 5 + 4 * len(str(count))), min(20, size.value - 4)
    return format_html(
        '<svg class="chart-count" x="{}%" y="{}" width="1" height="1"><rect x="-{}" y="-{}" width="{}" height="{}"/>'
        '<text text-anchor="middle" dy="0.35em">{}</text></svg>',
        percent(middle),
        size.value // 2 + 1,
        half,
        tall // 2,
        2 * half,
        tall,
        count,
    )


def _sentence(bar: Bar) -> str:
    """What the bar shows, for those who hear it."""
    parts = ", ".join(f"{share.label} {share.count}" for share in bar.shares if share.count)
    if not parts:
        return _("Nothing to count.")
    return f"{bar.label}: {parts}" if bar.label else parts


def _table(caption: object, bars: Sequence[Bar], first_column: object) -> SafeString:
    if len(bars) == 1 and not bars[0].label:
        return table(caption, [_("Kind"), _("Number")], [("", [(one.label, one.count) for one in bars[0].shares])])
    numbers = [_numbers(bar) for bar in bars]
    columns = list(dict.fromkeys(label for counts in numbers for label in counts))
    rows = [
        [bar.label, *(counts[column] for column in columns), bar.total]
        for bar, counts in zip(bars, numbers, strict=True)
    ]
    return table(caption, [first_column, *columns, _("All")], [("", rows)])


def _numbers(bar: Bar) -> Counter[str]:
    """By label. Two parts may have one."""
    counts: Counter[str] = Counter()
    for share in bar.shares:
        counts[str(share.label)] += share.count
    return counts
