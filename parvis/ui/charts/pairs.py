"""Shares side by side: for each row one's own, and that of all, on the same line from nothing to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .drawing import Chart, identifier, key, patterns, percent, rectangle, table

TONES = ("done", "progress")


@dataclass(frozen=True)
class Part:
    """So many of so many. Of nothing there is no share, and none is drawn."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        return 100 * self.count / self.of if self.of else None

    @property
    def words(self) -> str:
        if self.percent is None:
            return _("none rated")
        return _("%(share)s%% of %(of)s") % {"share": round(self.percent), "of": self.of}


@dataclass(frozen=True)
class Pair:
    label: object
    own: Part
    everyone: Part
    url: str = ""


def pairs(
    caption: object, rows: Sequence[Pair], *, whose: tuple[object, object], counted: object, first_column: object
) -> Chart:
    """`whose`: what the two shares of each row are of; `counted`: what is counted, for the table."""
    chart = identifier(caption)
    words = dict(zip(TONES, whose, strict=True))
    drawn = format_html_join("", "<li>{}{}</li>", ((_label(row), _drawn(chart, row, whose)) for row in rows))
    return Chart(
        caption,
        format_html('{}<ul class="chart-rows">{}</ul>{}', patterns(chart, words), drawn, key(chart, words)),
        _table(caption, rows, whose, counted, first_column),
    )


def _label(row: Pair) -> SafeString:
    words = format_html('<a href="{}">{}</a>', row.url, row.label) if row.url else row.label
    return format_html('<p class="chart-label">{}</p>', words)


def _drawn(chart: str, row: Pair, whose: tuple[object, object]) -> SafeString:
    lines = ((chart, *one) for one in zip(TONES, whose, (row.own, row.everyone), strict=True))
    return format_html(
        '<div class="chart-pair">{}</div>', format_html_join("", "{}", ((_line(*line),) for line in lines))
    )


def _line(chart: str, tone: str, who: object, part: Part) -> SafeString:
    bar = rectangle(chart, tone, left=0, width=part.percent, top=3, height=12) if part.percent else ""
    return format_html(
        '<svg class="chart-pair__bar" aria-hidden="true" width="100%" height="18">'
        '<line class="chart-rule" x1="0" x2="100%" y1="9" y2="9"/>{}</svg>'
        '<p class="chart-pair__words"><span class="visually-hidden">{}: </span>{}</p>',
        bar,
        who,
        part.words,
    )


def _table(
    caption: object, rows: Sequence[Pair], whose: tuple[object, object], counted: object, first_column: object
) -> SafeString:
    columns = [first_column]
    for who in whose:
        columns += [format_html(_("{who}: {what}"), who=who, what=what) for what in (counted, _("of"), _("share"))]
    cells = [[row.label, *_figures(row.own), *_figures(row.everyone)] for row in rows]
    return table(caption, columns, [("", cells)])


def _figures(part: Part) -> list[object]:
    share = _("%(share)s%%") % {"share": percent(round(part.percent, 1))} if part.percent is not None else "–"
    return [part.count, part.of, share]
