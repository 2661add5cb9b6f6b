"""In which of the languages, at which width, with script or without a story is told."""

import pytest

FIRST, LAST = {"language": "en", "width": 1280, "script": True}, {"language": "fr", "width": 390, "script": False}
# Each two of language, width and script meet in one of these.
PAIRS = [
    FIRST,
    {"language": "en", "width": 390, "script": False},
    {"language": "fr", "width": 1280, "script": False},
    {"language": "fr", "width": 390, "script": True},
]

# How a story is told: in all eight it would take twice as long and find the same.
four_ways = pytest.mark.parametrize(tuple(FIRST), [tuple(way.values()) for way in PAIRS], indirect=True)
# For a story that waits for the worker again and again.
first_and_last = pytest.mark.parametrize(tuple(FIRST), [tuple(way.values()) for way in (FIRST, LAST)], indirect=True)
# A page that is only looked at, without script as with it.
two_ways = pytest.mark.parametrize(
    ("language", "width"), [(way["language"], way["width"]) for way in (FIRST, LAST)], indirect=True
)


def is_first(story: pytest.Item) -> bool:
    """Whether it is told in the first way, as far as it has ways at all."""
    chosen = getattr(story, "callspec", None)
    params = chosen.params if chosen else {}
    return all(params.get(name, value) == value for name, value in FIRST.items())
