"""What a style sheet brings along: other sheets, pictures and fonts."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import tinycss2

# More is read of no sheet: at worst this takes two seconds and 100 MB.
LARGEST = 512 * 1024
# In these a string is an address as well.
_SETS = {"image-set", "-webkit-image-set"}


class Reference(NamedTuple):
    """`address` as the sheet writes it, mostly relative to the sheet's own."""

    address: str
    is_sheet: bool = False


def in_sheet(content: bytes, charset: str = "") -> Iterator[Reference]:
    """Of `@import`, and of every `url(…)` and `image-set(…)` but a namespace’s. What cannot be read says nothing."""
    rules, _encoding = tinycss2.parse_stylesheet_bytes(content[:LARGEST], protocol_encoding=charset or None)
    for rule in rules:
        name = rule.lower_at_keyword if rule.type == "at-rule" else ""
        if name == "import":
            yield from (Reference(address, is_sheet=True) for address in _first(rule.prelude))
        elif name != "namespace" and rule.type in ("at-rule", "qualified-rule"):
            yield from map(Reference, _urls(rule.content or []))


def in_declarations(style: str) -> Iterator[Reference]:
    """The same of a `style` attribute."""
    yield from map(Reference, _urls(tinycss2.parse_component_value_list(style[:LARGEST])))


def _first(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("whitespace", "comment"):
            continue
        if token.type == "string":
            yield token.value
        else:
            yield from _urls([token])
        return


def _urls(tokens: Iterable[Any]) -> Iterator[str]:
    """However deep they are nested: a stack of our own, since Python's is soon at its end."""
    waiting = list(tokens)[::-1]
    while waiting:
        token = waiting.pop()
        if token.type == "url":
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield from (inner.value for inner in token.arguments if inner.type == "string")
        elif token.type == "function":
            if token.lower_name in _SETS:
                yield from (inner.value for inner in token.arguments if inner.type == "string")
            waiting += token.arguments[::-1]
        elif token.type.endswith(" block"):
            waiting += token.content[::-1]
