"""What the schema says of a file, in words that help, and which values play which part in it."""

import json
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator

from .nodes import Node
from .problems import Path, Place, Problem, Words, say

SCHEMA: dict[str, Any] = json.loads(FilePath(__file__).with_name("schema.json").read_text())
_TYPES: dict[str, Words] = {
    "object": _("fields with names"),
    "array": _("a list, each item after a dash"),
    "string": _("text"),
    "integer": _("a whole number"),
    "number": _("a number"),
}
_PATTERNS: dict[str, tuple[Words, Words]] = {
    "date": (_("{value} is not a date."), _("Write 2022-04-30, or 2022-04 for a month, or 2022 for a year.")),
    "day": (_("{value} is not a day."), _("Write it as 2022-04-30.")),
    "url": (_("{value} is not a web address."), _("Write the whole address, beginning with https://.")),
    "identifier": (
        _("{value} is not an identifier of a commitment."),
        _("Write two to five capital letters and four digits, as in CAQUE0003."),
    ),
    "email": (_("{value} is not an e-mail address."), _("Write it as name@example.org.")),
    "currency": (_("{value} is not a currency."), _("Write its three letters, such as CAD.")),
    "slug": (_("{value} cannot be part of a page address."), _("Use letters without accents, digits and hyphens.")),
}
_OTHER_PATTERN = (_("{value} is not written as it must be."), _("See docs/plan-file.md for this field."))


def shape_problems(root: Node) -> Iterator[Problem]:
    """Where the file is not as the schema describes it, in the order of the file."""
    for error in _validator().iter_errors(root.plain()):
        yield from _told(error, root)


def parts(root: Node) -> Iterator[tuple[str, Path, Node]]:
    """Every value that the schema gives a name (its `title`): the name, where it is, the value."""
    yield from _parts(SCHEMA, root, ())


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(SCHEMA)


def _parts(schema: dict[str, Any], node: Node, path: Path) -> Iterator[tuple[str, Path, Node]]:
    schema = _resolved(schema)
    if "title" in schema:
        yield schema["title"], path, node
    if isinstance(node.value, dict):
        for name, child in node.value.items():
            inner = schema.get("properties", {}).get(name) or schema.get("additionalProperties")
            if isinstance(inner, dict):
                yield from _parts(inner, child, (*path, name))
    elif isinstance(node.value, list) and "items" in schema:
        for number, child in enumerate(node.value):
            yield from _parts(schema["items"], child, (*path, number))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    return SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]


def _told(error: Any, root: Node) -> Iterator[Problem]:
    """`error` is a `jsonschema.ValidationError`."""
    path: Path = tuple(error.absolute_path)
    place = root.place_of(path)
    match error.validator:
        case "additionalProperties":
            yield from _unknown_fields(error, root, path)
        case "required" | "dependentRequired":
            yield _missing_field(error, path, place)
        case "type":
            yield _wrong_type(error, path, place)
        case "enum" | "const":
            yield _not_a_choice(error, path, place)
        case "pattern" if "propertyNames" in error.absolute_schema_path:
            yield _bad_key(error, root, path)
        case "pattern":
            yield _bad_pattern(error, path, place)
        case "uniqueItems":
            yield Problem("repeated", _("The list says something twice."), _("Keep it once."), path, place)
        case "minItems" | "minProperties" | "minLength":
            yield _nothing_there(path, place)
        case _:
            yield _out_of_bounds(error, root, path, place)


def _unknown_fields(error: Any, root: Node, path: Path) -> Iterator[Problem]:
    known = error.schema.get("properties", {})
    languages = "patternProperties" in error.schema
    for name in error.instance:
        if name in known or (languages and _is_language(name)):
            continue
        close = get_close_matches(name, known, n=1, cutoff=0.6)
        if close:
            advice = say(_("Did you mean {name}?"), name=close[0])
        elif languages:
            advice = _("Put the text under the code of its language, such as en or fr.")
        else:
            advice = say(_("The fields here are: {names}."), names=", ".join(sorted(known)))
        yield Problem(
            "unknown_field",
            say(_("There is no field {name} here."), name=shown(name)),
            advice,
            (*path, name),
            place_of_key(root, path, name),
        )


def _is_language(name: str) -> bool:
    return Draft202012Validator({"pattern": next(iter(SCHEMA["$defs"]["text"]["patternProperties"]))}).is_valid(name)


def place_of_key(root: Node, path: Path, name: str) -> Place:
    node = root
    for step in path:
        node = node.value[step]
    return node.keys.get(name, node.place)


def _missing_field(error: Any, path: Path, place: Place) -> Problem:
    required = error.validator_value
    names = required if isinstance(required, list) else [name for needed in required.values() for name in needed]
    missing = next(name for name in names if name not in error.instance and f"'{name}'" in error.message)
    return Problem(
        "missing_field",
        say(_("The field {name} is missing here."), name=missing),
        say(_("Add {name}: it must be there."), name=missing),
        path,
        place,
    )


def _wrong_type(error: Any, path: Path, place: Place) -> Problem:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    title = error.schema.get("title")
    if error.instance is None:
        return _nothing_there(path, place)
    if title in _PATTERNS:
        what, advice = _PATTERNS[title]
        return Problem(f"not_a_{title}", say(what, value=shown(error.instance)), advice, path, place)
    if title == "text":
        what, advice = _("Text stands under the code of its language."), _("Write it as {en: …, fr: …}.")
        return Problem("not_multilingual", what, advice, path, place)
    if wanted == ["string"] and isinstance(error.instance, int | Decimal):
        return Problem(
            "wrong_type",
            say(_("Text is wanted here, and {value} is not text."), value=shown(error.instance)),
            _("Put it in quotes."),
            path,
            place,
        )
    return Problem(
        "wrong_type",
        say(_("{value} is not what is wanted here."), value=shown(error.instance)),
        say(_("Write {wanted}."), wanted=_TYPES[wanted[0]]),
        path,
        place,
    )


def _not_a_choice(error: Any, path: Path, place: Place) -> Problem:
    if error.instance is None:
        return _nothing_there(path, place)
    choices = [str(choice) for choice in error.schema.get("enum", [error.validator_value])]
    close = get_close_matches(str(error.instance).lower(), choices, n=1, cutoff=0.6) if len(choices) > 1 else []
    advice = say(_("Did you mean {name}?"), name=close[0]) if close else None
    return Problem(
        "not_a_choice",
        say(_("{value} is not one of the values of this field."), value=shown(error.instance)),
        advice or say(_("Write one of: {names}."), names=", ".join(choices)),
        path,
        place,
    )


def _bad_key(error: Any, root: Node, path: Path) -> Problem:
    return Problem(
        "bad_key",
        say(_("{value} cannot be a key."), value=shown(error.instance)),
        _("Use letters without accents, digits and hyphens."),
        (*path, error.instance),
        place_of_key(root, path, error.instance),
    )


def _bad_pattern(error: Any, path: Path, place: Place) -> Problem:
    name = error.schema.get("title") or (path[-1] if path else "")
    what, advice = _PATTERNS.get(str(name), _OTHER_PATTERN)
    return Problem(
        f"not_a_{name}" if name in _PATTERNS else "bad_pattern",
        say(what, value=shown(error.instance)),
        advice,
        path,
        place,
    )


def _nothing_there(path: Path, place: Place) -> Problem:
    return Problem(
        "empty_value",
        _("Nothing is written here."),
        _("Write the value, or leave the field out: what is left out is not known."),
        path,
        place,
    )


def _out_of_bounds(error: Any, root: Node, path: Path, place: Place) -> Problem:
    bound = error.validator_value
    if error.validator == "maxLength":
        what, advice = _("This is longer than {bound} characters."), _("Shorten it.")
    elif error.validator in ("maximum", "exclusiveMaximum"):
        what, advice = _("The number is too large; the most is {bound}."), _("Check the number.")
    else:
        what, advice = _("The number is too small; the least is {bound}."), _("Check the number.")
    return Problem("out_of_bounds", say(what, bound=bound), advice, path, place)


def shown(value: Any) -> Words:
    """A value as people recognise it, between quotes, cut where it is long."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return say(_("“{text}…”"), text=text[:60]) if len(text) > 60 else say(_("“{text}”"), text=text)
