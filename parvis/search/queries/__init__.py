"""Every read of the index: by words among everything, and by words and facets among the things of one kind."""

from .counts import Counts, counted, counts
from .everything import SIZE, search, search_by_kind
from .nearest import nearest, nearest_with_counts
from .selections import Selection, selection

__all__ = [
    "SIZE",
    "Counts",
    "Selection",
    "counted",
    "counts",
    "nearest",
    "nearest_with_counts",
    "search",
    "search_by_kind",
    "selection",
]
