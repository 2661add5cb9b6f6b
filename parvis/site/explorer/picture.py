"""How a selection ended: for each year of a plan, how many of its commitments were completed how far."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext as _

from parvis.assessments.facets import NOT_STATED, Facet
from parvis.assessments.queries import Ended
from parvis.search.queries import Selection
from parvis.ui import charts

from .. import endings


def how_it_ended(selection: Selection) -> charts.Chart | None:
    """Nothing where there is nothing to draw."""
    by_year: dict[str, dict[str, int]] = defaultdict(dict)
    for (year, completion), count in selection.crossed(Facet.YEAR, Facet.COMPLETION).items():
        by_year[year][completion] = count
    if not by_year:
        return None
    # As the years went by; those of which the year is not stated come last.
    bars = [charts.Bar(endings.shares(_ended(by_year[year])), endings.year_label(year)) for year in sorted(by_year)]
    return charts.stacked_bars(
        _("How these commitments ended"), bars, first_column=Facet.YEAR.label, size=charts.Size.SMALL
    )


def _ended(counts: Mapping[str, int]) -> Ended:
    rated = {completion: count for completion, count in counts.items() if completion != NOT_STATED}
    return Ended(rated, counts.get(NOT_STATED, 0))
