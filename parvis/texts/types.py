"""Values that other rooms use of this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.utils.translation import get_language

from parvis.kernel.languages import Multilingual

from .models import Change, Clause, Text, Version

__all__ = [
    "Change",
    "Clause",
    "Comparison",
    "HeadingComparison",
    "Pair",
    "Passage",
    "Rewording",
    "Section",
    "Segment",
    "Text",
    "Version",
]


@dataclass(frozen=True)
class Passage:
    """What is written under one heading. Paragraphs, parted by an empty line, become its numbered clauses."""

    heading: str
    words: Multilingual


@dataclass(frozen=True)
class Section:
    """A heading of a version, in words for people, and the clauses under it."""

    heading: str
    label: object
    clauses: Sequence[Clause]


class Segment(NamedTuple):
    """A run of words that both wordings share, or that one of them lacks."""

    kind: Literal["equal", "delete", "insert"]
    text: str


@dataclass(frozen=True)
class Rewording:
    """What became of a clause's words in one language."""

    language: str
    segments: tuple[Segment, ...]

    @property
    def is_changed(self) -> bool:
        return any(segment.kind != "equal" for segment in self.segments)


@dataclass(frozen=True)
class Pair:
    """A clause before and after. `kind` is a `Change.Kind`, or `same`."""

    kind: str
    before: Clause | None
    after: Clause | None
    rewordings: tuple[Rewording, ...]

    @property
    def spoken(self) -> list[Rewording]:
        """In the reader's language, else in the first that exists."""
        own = [rewording for rewording in self.rewordings if rewording.language == get_language()]
        return own or list(self.rewordings[:1])

    @property
    def others(self) -> list[Rewording]:
        """In other languages, where something changed."""
        return [rewording for rewording in self.rewordings if rewording.is_changed and rewording not in self.spoken]


@dataclass(frozen=True)
class HeadingComparison:
    heading: str
    label: object
    pairs: Sequence[Pair]

    @property
    def is_changed(self) -> bool:
        return any(pair.kind != "same" for pair in self.pairs)


@dataclass(frozen=True)
class Comparison:
    """Two versions of one text, heading by heading, in the order of the new one, then what only the old one had."""

    old: Version
    new: Version
    headings: Sequence[HeadingComparison]

    @property
    def is_changed(self) -> bool:
        return any(heading.is_changed for heading in self.headings)
