"""Every read of the index: by words among everything, and by words and facets among the things of one kind."""

from .counts import counted
from .everything import SIZE, search, search_by_kind
from .nearest import nearest
from .selections import Selection, selection

__all__ = ["SIZE", "Selection", "counted", "nearest", "search", "search_by_kind", "selection"]
