"""Values of every kind that may stand in a plan file, the awkward ones first."""

import datetime

from hypothesis import strategies as st

from parvis.plans.standards.plan_file.nodes import _tidy

# Words that a careless writer of YAML would give back as something else.
TRICKY = ["null", "yes", "2022", "2022-04-30", "- dash", "a: b", "# no", "'", '"', "\\", "{x}", "[y]", "*z", "&z", "!t"]
TRICKY += [
    "1_000",
    "0o7",
    ".5",
    "1e3",
    "~",
    "@",
    "`",
    "%",
    "a #b",
    "line\nline",
    "clause\n\nclause",
    "«\u00a0mot\u00a0»",
    "\U0001f600",
    "?",
]
TRICKY += ["long " * 40 + "end", "word" * 60, "tab\tin it", "é" * 130 + " é", "\u2028", "a\x85b", "---", "...", "<<"]


def prose() -> st.SearchStrategy[str]:
    free = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=40)
    return st.one_of(st.sampled_from(TRICKY), free).map(_tidy).filter(bool)


def kept() -> st.SearchStrategy[dict]:
    """Values as amendments keep them, by name, with their names in alphabetical order."""
    names = st.sampled_from(["budget", "title", "yes", "é"])
    values = st.recursive(
        st.none() | st.booleans() | st.integers(-9, 10**15) | prose() | st.just(""),
        lambda inner: st.lists(inner, max_size=2) | by_name(names, inner),
        max_leaves=4,
    )
    return by_name(names, values).filter(bool)


def by_name(names: st.SearchStrategy[str], values: st.SearchStrategy) -> st.SearchStrategy[dict]:
    return st.dictionaries(names, values, max_size=2).map(lambda found: dict(sorted(found.items())))


def dates(earliest: int = 2000, latest: int = 2024) -> st.SearchStrategy[str]:
    days = st.dates(min_value=_day(earliest, 1, 1), max_value=_day(latest, 12, 31)).map(lambda day: day.isoformat())
    return st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])


def days() -> st.SearchStrategy[str]:
    return st.dates(min_value=_day(2000, 1, 1), max_value=_day(2024, 12, 31)).map(lambda day: day.isoformat())


def _day(*parts: int) -> datetime.date:
    return datetime.date(*parts)


def instants() -> st.SearchStrategy[str]:
    drawn = st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2024, 1, 1))  # noqa: DTZ001 -- they end in Z
    return drawn.map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S.%fZ}")
