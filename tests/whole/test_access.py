"""Who may enter: every address leads to a view that says so."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from parvis.kernel.access import access_of


def _patterns(resolver: URLResolver, place: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        where = place + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, where)
        else:
            yield where, entry


PATTERNS = list(_patterns(get_resolver()))
OURS = [(where, pattern) for where, pattern in PATTERNS if pattern.callback.__module__.startswith("parvis.")]


@pytest.mark.parametrize(("where", "pattern"), PATTERNS, ids=[where for where, _pattern in PATTERNS])
def test_every_view_says_who_may_enter(where, pattern):
    assert access_of(pattern.callback) in {"public", "signed_in"}


@pytest.mark.parametrize(("where", "pattern"), OURS, ids=[where for where, _pattern in OURS])
def test_the_word_in_the_address_is_the_word_of_the_view(where, pattern):
    """One word finds the whole feature: the name of the address is the name of the view."""
    assert pattern.name == pattern.callback.__name__
