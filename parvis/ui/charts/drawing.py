"""What every chart is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

Row = Sequence[object]
TONES = ("done", "reported", "progress", "neutral", "missing", "late", "alert")

# Drawn over the colour of the tone, so that two tones differ without colours.
_LINES = {
    "reported": "M0 8 8 0M-2 2 2 -2M6 10 10 6",
    "progress": "M4 0V8",
    "late": "M0 0 8 8M-2 6 2 10M6 -2 10 2",
    "alert": "M0 0 8 8M0 8 8 0",
}


@dataclass(frozen=True)
class Chart:
    """Drawn and ready for `{% figure chart %}`."""

    caption: object
    svg: SafeString
    table: SafeString


def identifier(caption: object) -> str:
    """One for each chart of a page: patterns and labels are found by it."""
    return f"chart-{slugify(str(caption))[:40]}"


def patterns(chart: str, tones: Iterable[str]) -> SafeString:
    """The patterns of the tones in use, drawn nowhere and referred to by `rectangle`."""
    drawn = format_html_join(
        "",
        '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect class="chart-ground chart-ground--{}" width="8" height="8"/><path class="chart-line" d="{}"/></pattern>',
        ((chart, tone, tone, _LINES[tone]) for tone in TONES if tone in set(tones) and tone in _LINES),
    )
    return format_html('<svg class="chart-patterns" width="0" height="0" aria-hidden="true">{}</svg>', drawn)


def rectangle(chart: str, tone: str, *, left: float, width: float, top: int, height: int) -> SafeString:
    """`left` and `width` in percent, `top` and `height` in pixels."""
    fill = format_html(' fill="url(#{}-{})"', chart, tone) if tone in _LINES else ""
    return format_html(
        '<rect class="chart-mark chart-mark--{}"{} x="{}%" y="{}" width="{}%" height="{}"/>',
        tone,
        fill,
        percent(left),
        top,
        percent(width),
        height,
    )


def percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def swatch(chart: str, tone: str) -> SafeString:
    mark = rectangle(chart, tone, left=0, width=100, top=0, height=16)
    return format_html('<svg class="chart-swatch" width="24" height="16" aria-hidden="true">{}</svg>', mark)


def key(chart: str, words: Mapping[str, object]) -> SafeString:
    """What each tone in use means, in the order of `words`."""
    items = ((swatch(chart, tone), label) for tone, label in words.items())
    return format_html('<ul class="chart-key">{}</ul>', format_html_join("", "<li>{}{}</li>", items))


def table(caption: object, columns: Sequence[object], groups: Iterable[tuple[object, Iterable[Row]]]) -> SafeString:
    """The figures, perhaps in groups under a name each. The first column names the row."""
    head = format_html_join("", '<th scope="col">{}</th>', ((column,) for column in columns))
    bodies = format_html_join("", "<tbody>{}{}</tbody>", ((_over(name, columns), _rows(rows)) for name, rows in groups))
    return format_html(
        '<div class="table" role="region" aria-label="{}" tabindex="0"><table class="govuk-table">'
        '<caption class="visually-hidden">{}</caption><thead><tr>{}</tr></thead>{}</table></div>',
        str(caption),
        caption,
        head,
        bodies,
    )


def _over(name: object, columns: Sequence[object]) -> SafeString | str:
    return format_html('<tr><th scope="rowgroup" colspan="{}">{}</th></tr>', len(columns), name) if name else ""


def _rows(rows: Iterable[Row]) -> SafeString:
    cells = ((row[0], format_html_join("", "<td>{}</td>", ((cell,) for cell in row[1:]))) for row in rows)
    return format_html_join("", '<tr><th scope="row">{}</th>{}</tr>', cells)
