"""What is rated, on which scale, and how each layout writes it. "Not reviewed" and "no data" are no values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from parvis.kernel.languages import Multilingual

from .layouts import layout, matched, read

END_OF_TERM, PROGRESS_REPORT = "end_of_term", "progress_report"


@dataclass(frozen=True)
class Value:
    code: str
    name: Multilingual


@dataclass(frozen=True)
class Scale:
    """Values from worst to best where they have an order."""

    code: str
    label: Multilingual
    values: tuple[Value, ...]

    def value(self, code: str) -> Value | None:
        return next((value for value in self.values if value.code == code), None)


@dataclass(frozen=True)
class Rating:
    """`code` is what is rated. Two ratings may share a scale: completion is rated twice."""

    code: str
    label: Multilingual
    scale: Scale


@dataclass(frozen=True)
class Rated:
    """What one cell says: the code of a value, or else the code of the reason why there is none."""

    value: str = ""
    reason: str = ""


UNKNOWN = Rated(reason="unknown")


@cache
def scales() -> Mapping[str, Scale]:
    return {
        code: Scale(
            code,
            Multilingual(said["label"]),
            tuple(Value(value, Multilingual(one["name"])) for value, one in said["values"].items()),
        )
        for code, said in read("scales.yaml")["scales"].items()
    }


@cache
def ratings() -> Mapping[str, Rating]:
    """Every rating of either layout, in the order in which people read them."""
    scale_of = {one.rating: one.scale for name in ("older", "current") for one in layout(name).columns if one.rating}
    labels = read("scales.yaml")["ratings"]
    return {code: Rating(code, Multilingual(label), scales()[scale_of[code]]) for code, label in labels.items()}


@cache
def reasons() -> Mapping[str, Multilingual]:
    return {code: Multilingual(said["name"]) for code, said in read("scales.yaml")["reasons"].items()}


@cache
def readings(layout_name: str, scale: str) -> Mapping[str, Rated]:
    """By the matched text of a cell."""
    said = read("scales.yaml")
    found = {
        matched(text): Rated(reason=code) for code, reason in said["reasons"].items() for text in reason["written"]
    }
    for code, value in said["scales"][scale]["values"].items():
        for text in (value["name"]["en"], *value.get("written", {}).get(layout_name, ())):
            found[matched(text)] = Rated(code)
    return found


def completion(ratings: Mapping[str, str]) -> tuple[str, str]:
    """The completion that counts, and the stage at which it was rated: that of the end of term, if there is one."""
    for stage in (END_OF_TERM, PROGRESS_REPORT):
        if value := ratings.get(f"completion_{stage}"):
            return value, stage
    return "", ""
