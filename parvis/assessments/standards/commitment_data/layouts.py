"""The two layouts as data: which columns, in which order, and what each is to us."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from parvis.kernel.folding import fold

FOLDER = Path(__file__).parent
NAMES = ("current", "older")


@dataclass(frozen=True)
class Column:
    """`name` is as printed. `tag` is a policy area where the role is "tag"; `rating` and its `scale` where "rating"."""

    name: str
    role: str
    is_required: bool = False
    tag: str = ""
    rating: str = ""
    scale: str = ""


@dataclass(frozen=True)
class Layout:
    """`dates` is "month_first", or "mixed" where one file holds both orders."""

    name: str
    dates: str
    columns: tuple[Column, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def place_by_name(self) -> Mapping[str, int]:
        """Where each column stands, by its matched name."""
        return {matched(column.name): place for place, column in enumerate(self.columns)}

    @cached_property
    def places_by_role(self) -> Mapping[str, tuple[int, ...]]:
        places: dict[str, tuple[int, ...]] = defaultdict(tuple)
        for place, column in enumerate(self.columns):
            places[column.role] += (place,)
        return dict(places)

    @cached_property
    def required(self) -> tuple[int, ...]:
        return tuple(place for place, column in enumerate(self.columns) if column.is_required)

    def place(self, role: str) -> int | None:
        """Of a role that one column has."""
        return next(iter(self.places_by_role.get(role, ())), None)

    def named(self, role: str) -> str:
        """The name of the column that has the role; empty where none has."""
        place = self.place(role)
        return "" if place is None else self.columns[place].name


@lru_cache(maxsize=8192)
def matched(name: str) -> str:
    """As headers are compared: capitals, accents, spaces and a byte order mark make no difference."""
    return " ".join(fold(name.replace("\ufeff", "")).split())


@cache
def layouts() -> Mapping[str, Layout]:
    return {name: _layout(read(f"{name}.yaml")) for name in NAMES}


def layout(name: str) -> Layout:
    return layouts()[name]


@cache
def read(file: str) -> Any:
    """One of the files of this folder; nobody changes what it gives."""
    with (FOLDER / file).open(encoding="utf-8") as opened:
        return YAML(typ="safe").load(opened)


def _layout(said: Mapping[str, Any]) -> Layout:
    return Layout(said["layout"], said["dates"], tuple(_column(one) for one in said["columns"]))


def _column(said: Mapping[str, Any]) -> Column:
    named = {key: said.get(key, "") for key in ("tag", "rating", "scale")}
    return Column(said["name"], said["role"], said.get("required", False), **named)
