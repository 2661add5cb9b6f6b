"""What other rooms give to the index, and what they get back from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parvis.kernel import urns
from parvis.kernel.languages import Multilingual

NOTHING = Multilingual()


@dataclass(frozen=True)
class Indexed:
    """A public thing that can be found. Its kind is that of its URN; its address is asked for when it is shown.

    `facets`: name → values, by which entries of its kind are selected and counted. `orders`: name → key, by which they
    are sorted; keys compare as bytes, up to their 200th character, and without a key (or with an empty one) it comes
    last, whichever way the order is read. Names are ASCII. Where an order has the name of a
    facet, its key is one of the values of that facet.
    """

    urn: str
    title: Multilingual
    body: Multilingual = NOTHING
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.orders.keys() & self.facets.keys():
            if (key := self.orders[name]) and key not in self.facets[name]:
                raise ValueError(f"{self.urn} stands at {key!r} in the order {name!r}, and has no such value of it")

    @property
    def kind(self) -> str:
        return urns.parse(self.urn)[0]


class Part(NamedTuple):
    """A piece of an excerpt; `is_match` where it is a word that was asked for."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Excerpt:
    language: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Hit:
    urn: str
    kind: object
    title: object
    url: str | None
    excerpt: Excerpt | None
    within: object = ""


@dataclass(frozen=True)
class Results:
    """The best hits first. `total` counts all of them; `after` and `before` are the cursors of the pages beside.

    `is_ranked_in_part`: so many hold the words that only the newest were compared.
    """

    hits: Sequence[Hit]
    total: int
    after: str | None = None
    before: str | None = None
    is_ranked_in_part: bool = False


@dataclass(frozen=True)
class Group:
    """The best hits of one kind, and how many there are of it."""

    kind: str
    label: object
    hits: Sequence[Hit]
    total: int
    is_ranked_in_part: bool


@dataclass(frozen=True)
class Asked:
    """Which entries of a kind: those that hold all the words, in one of the languages, and have the chosen values.

    Values of one facet are alternatives; facets combine. Text without a word, and a facet without a value, ask nothing.
    `facets` are those that will be counted or chosen from, for the sets of each are read and kept in memory; all of the
    kind where none is named.
    """

    kind: str
    words: str = ""
    languages: Sequence[str] = ()
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    facets: Sequence[str] = ()


@dataclass(frozen=True)
class SelectionPage:
    """`after` and `before` are the cursors of the pages beside, if any."""

    urns: Sequence[str]
    after: str | None
    before: str | None


class Weights(NamedTuple):
    """What counts how much when things are compared; together 1."""

    title: float = 0.35
    facets: float = 0.25
    body: float = 0.4


@dataclass(frozen=True)
class Near:
    """A thing like the one asked about: how much, from 0 to 1, and the values of facets that both have.

    `has` are its values of facets that were read along; `pk` is that of its entry.
    """

    urn: str
    score: float
    shared: Mapping[str, list[str]]
    has: Mapping[str, list[str]] = field(default_factory=dict)
    pk: int = field(default=0, compare=False)


Source = Callable[[], Iterable[Indexed]]

_sources: dict[str, Source] = {}


def declare_source(kind: str, source: Source) -> None:
    """Say what of a kind (as in URNs) can be found: `source()` gives all of it that is public, for a new index."""
    _sources[kind] = source


def sources() -> dict[str, Source]:
    return dict(_sources)
