"""What other rooms give to the index, and what they get back from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parvis.kernel import urns
from parvis.kernel.languages import Multilingual

NOTHING = Multilingual()


@dataclass(frozen=True)
class Indexed:
    """A public thing that can be found. Its kind is that of its URN; its address is asked for when it is shown."""

    urn: str
    title: Multilingual
    body: Multilingual = NOTHING

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


@dataclass(frozen=True)
class Results:
    """The best hits first. `total` counts all of them; `after` and `before` are the cursors of the pages beside."""

    hits: Sequence[Hit]
    total: int
    after: str | None = None
    before: str | None = None


Source = Callable[[], Iterable[Indexed]]

_sources: dict[str, Source] = {}


def declare_source(kind: str, source: Source) -> None:
    """Say what of a kind (as in URNs) can be found: `source()` gives all of it that is public, for a new index."""
    _sources[kind] = source


def sources() -> dict[str, Source]:
    return dict(_sources)
