"""What the reader can choose among, and has chosen, as `{% facet %}` and `{% chips %}` draw it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """A value and how many have it; `is_under` where it is part of the one above it."""

    value: str
    label: object
    count: str
    is_chosen: bool = False
    is_under: bool = False


@dataclass(frozen=True)
class Choices:
    """Those that are shown, and behind "more" the others; with a label where a facet has several such groups."""

    shown: Sequence[Choice]
    more: Sequence[Choice] = ()
    label: object = ""


@dataclass(frozen=True)
class Facet:
    """One facet of a selection. Its boxes belong to the form with the id `form`, wherever they stand on the page."""

    name: str
    label: object
    groups: Sequence[Choices]
    more: Sequence[Choices] = ()
    chosen: int = 0
    is_open: bool = False


@dataclass(frozen=True)
class Chip:
    """Something that was chosen; `url` is the page without it."""

    facet: object
    label: object
    url: str
