"""In which of the languages, at which width, with script or without a story is told."""

import pytest

FIRST, LAST = {"language": "en", "width": 1280, "script": True}, {"language": "fr", "width": 390, "script": False}

# How a story is told: in all eight it would take four times as long and find the same.
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
