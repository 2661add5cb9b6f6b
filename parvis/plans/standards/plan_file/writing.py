"""A document as YAML or JSON: the same document gives the same bytes, and reading them gives the document."""

import json
import re
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from .reading import Document

_WIDTH = 100
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_PLAIN = re.compile(r"[A-Za-zÀ-ɏ](?: ?[0-9A-Za-zÀ-ɏ’.()/+%–_-])*")
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_FOLDS = re.compile(r"[^ \t\n]+(?: [^ \t\n]+)*")
_LINES = re.compile(r"\S[^\n]*(?:\n+\S[^\n]*)+")
_SPECIAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def written(document: Document, form: str = "yaml") -> bytes:
    """`form` is `yaml` or `json`."""
    if form == "json":
        return _escaped(json.dumps(document, ensure_ascii=False, indent=2, default=_number) + "\n").encode()
    return ("\n".join(_mapping(document, "")) + "\n").encode()


def _number(value: Any) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"a plan file holds no {type(value).__name__}")
    return int(value) if value == value.to_integral_value() else float(value)


def _mapping(values: dict[str, Any], indent: str) -> Iterator[str]:
    for number, (name, value) in enumerate(values.items()):
        if not indent and number:
            yield ""
        yield from _field(f"{indent}{_scalar(name)}:", value, indent + "  ")


def _field(head: str, value: Any, indent: str) -> Iterator[str]:
    if value == {}:
        yield f"{head} {{}}"
    elif isinstance(value, dict):
        yield head
        yield from _mapping(value, indent)
    elif isinstance(value, list) and all(not isinstance(item, dict | list) for item in value):
        yield f"{head} [{', '.join(_scalar(item) for item in value)}]"
    elif isinstance(value, list):
        yield head
        for item in value:
            yield from _item(item, indent)
    else:
        yield from _text(head, value, indent)


def _item(value: Any, indent: str) -> Iterator[str]:
    """The first field of a list's item stands on the line of its dash."""
    if not isinstance(value, dict) or not value:
        yield f"{indent}- {_escaped(json.dumps(value, ensure_ascii=False))}"
        return
    lines = _mapping(value, indent + "  ")
    yield f"{indent}- {next(lines)[len(indent) + 2 :]}"
    yield from lines


def _text(head: str, value: Any, indent: str) -> Iterator[str]:
    """Lines stand as they are; a long line is folded where each blank stands alone, so that unfolding gives it back."""
    line = f"{head} {_scalar(value)}"
    if not isinstance(value, str) or _SPECIAL.search(value.replace("\n", "")):
        yield line
    elif _LINES.fullmatch(value):
        yield f"{head} |-"
        yield from (f"{indent}{written}" if written else "" for written in value.split("\n"))
    elif len(line) > _WIDTH and _FOLDS.fullmatch(value):
        yield f"{head} >-"
        yield from textwrap.wrap(
            value,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    else:
        yield line


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, bool | float):
        return json.dumps(value)
    if isinstance(value, int | Decimal):
        return str(_number(value) if isinstance(value, Decimal) else value)
    if _DATE.fullmatch(value) or (_PLAIN.fullmatch(value) and value.lower() not in _RESERVED):
        return value
    return _escaped(json.dumps(value, ensure_ascii=False))


def _escaped(quoted: str) -> str:
    """Between quotes, what YAML takes for the end of a line or for nothing at all."""
    return _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
