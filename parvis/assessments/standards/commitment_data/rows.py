"""What is read of one row, or why it is left out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from textwrap import shorten
from typing import Any

from .dates import DateWritten
from .layouts import layout
from .reasons import sentence
from .scales import completion

_LONGEST_CALLED = 60


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person should know of a cell that is kept as written. `column` is empty where it concerns the file."""

    line: int
    column: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return sentence(self.code, self.values)


def called(identifier: str, title: str) -> str:
    """What tells a person which commitment a row is about; empty where the row has neither."""
    return identifier or shorten(title, _LONGEST_CALLED, placeholder=" …")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not read. `column` is empty where it concerns the row as a whole. `values` may say under `called`
    which commitment it is."""

    line: int
    column: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        return sentence(self.code, self.values)


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One commitment. Lines count from 1, and name the one on which the row begins.

    `cells` stand in the layout's order, None where the file lacks the column; `extra` by names that the layout does not
    know. `kind` is "national" or "local", or empty as its cell. `ratings`: the code of what is rated → that of its
    value. `not_rated`: → that of the reason. `tags_not_said`: policy areas of which the source says neither yes nor no.
    """

    line: int
    layout: str
    key: str
    cells: tuple[str | None, ...]
    country: str
    code: str
    kind: str
    region: str
    plan_number: str
    plan_identifier: str
    year: int | None
    end_year: int | None
    duration: int | None
    number: str
    theme: str
    title: str
    short_title: str
    text: str
    language: str
    title_language: str
    starts: DateWritten
    ends: DateWritten
    leads: tuple[str, ...]
    supporting: tuple[str, ...]
    tags: tuple[str, ...]
    tags_not_said: tuple[str, ...]
    ratings: Mapping[str, str]
    not_rated: Mapping[str, str]
    url: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    @property
    def completion(self) -> str:
        """That of the end of term, if rated, else of the progress report; else empty."""
        return completion(self.ratings)[0]

    @property
    def completion_stage(self) -> str:
        """ "end_of_term" or "progress_report"; empty without a completion."""
        return completion(self.ratings)[1]

    @property
    def by_name(self) -> dict[str, str]:
        """Every cell that the file has, by the name of its column."""
        named = zip(layout(self.layout).names, self.cells, strict=True)
        return {**{name: cell for name, cell in named if cell is not None}, **self.extra}

    @property
    def content_sha256(self) -> str:
        """Of the cells by name, as JSON with sorted keys: the same row has it in any order of columns."""
        text = json.dumps(self.by_name, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()
