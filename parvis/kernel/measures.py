"""Measures: figures that a room supplies and that anything bound to them can follow. A room declares its own."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """`value(body)` counts for one body (the URN of a member), now. `name` is `<room>.<figure>`."""

    name: str
    label: object
    unit: object
    value: Callable[[str], int]


_measures: dict[str, Measure] = {}


def declare(measure: Measure) -> None:
    _measures[measure.name] = measure


def measures() -> list[Measure]:
    return sorted(_measures.values(), key=lambda measure: measure.name)


def measure(name: str) -> Measure:
    """Raises LookupError where no room supplies it."""
    if name not in _measures:
        raise LookupError(f"no room supplies the measure {name!r}")
    return _measures[name]


def label_of(name: str) -> object:
    """What is counted, in words; the name itself where no room supplies the measure any more."""
    return _measures[name].label if name in _measures else name
