"""How a selection ended: for each year of a plan, how many of its commitments were completed how far."""

from collections import defaultdict

from django.utils.translation import gettext as _

from parvis.assessments.facets import NOT_STATED, Facet, completion_label
from parvis.search.queries import Selection
from parvis.ui import charts

# What is no step between "not started" and "complete" is drawn as one, and told apart in the facet.
_TONES = {"complete": "done", "substantial": "progress", "limited": "late", "not_started": "neutral"}
_OTHERS, _UNRATED = "alert", "missing"


def how_it_ended(selection: Selection) -> charts.Chart | None:
    """Nothing where there is nothing to draw."""
    by_year: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (year, completion), count in selection.crossed(Facet.YEAR, Facet.COMPLETION).items():
        by_year[year][_tone(completion)] += count
    if not by_year:
        return None
    # As the years went by; those of which the year is not stated come last.
    bars = [charts.Bar(_shares(by_year[year]), _label(year)) for year in sorted(by_year)]
    return charts.stacked_bars(
        _("How these commitments ended"), bars, first_column=Facet.YEAR.label, size=charts.Size.SMALL
    )


def tone(completion: str) -> str:
    """Of a tag that says how far a commitment was completed."""
    return {**_TONES, "": _UNRATED}.get(completion, "neutral")


def _tone(completion: str) -> str:
    return _UNRATED if completion == NOT_STATED else _TONES.get(completion, _OTHERS)


def _label(year: str) -> str:
    return _("Year not stated") if year == NOT_STATED else year


def _shares(counts: dict[str, int]) -> list[charts.Share]:
    rated = [charts.Share(completion_label(value), counts[tone], tone) for value, tone in _TONES.items()]
    return [
        *rated,
        charts.Share(_("Unclear, withdrawn or no evidence"), counts[_OTHERS], _OTHERS),
        charts.Share(_("Not rated"), counts[_UNRATED], _UNRATED),
    ]
