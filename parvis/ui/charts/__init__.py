"""Charts drawn on the server: SVG that needs no script, and the table of figures behind each.

Places across a chart are percentages, so text keeps its size on any screen. What a tone means is said by a word and a
pattern as well as by a colour. The functions are pure: values in, a `Chart` out.
"""

from .bars import Bar, Share, Size, stacked_bars
from .drawing import Chart
from .pairs import Pair, Part, pairs
from .timelines import Group, Lane, Marker, timeline

__all__ = [
    "Bar",
    "Chart",
    "Group",
    "Lane",
    "Marker",
    "Pair",
    "Part",
    "Share",
    "Size",
    "pairs",
    "stacked_bars",
    "timeline",
]
