"""A JSON Schema as Markdown: one table for each kind of object, one row for each field."""

from typing import Any


def tables(schema: dict[str, Any]) -> str:
    """The root first, then each object of `$defs` in the order of the schema."""
    objects = [schema, *(one for one in schema["$defs"].values() if "properties" in one and one["title"] != "text")]
    return "\n".join(line for one in objects for line in _table(one, schema))


def _table(of: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    head = [f"### {of['title'].capitalize()}", "", of["description"], "", "| field | what | holds |", "|---|---|---|"]
    return [*head, *(_row(name, field, of, schema) for name, field in of["properties"].items()), ""]


def _row(name: str, field: dict[str, Any], of: dict[str, Any], schema: dict[str, Any]) -> str:
    must = " **Required.**" if name in of.get("required", ()) else ""
    return f"| `{name}` | {field['description']}{must} | {_holds(field, schema)} |"


def _holds(field: dict[str, Any], schema: dict[str, Any]) -> str:
    if "$ref" in field:
        return _named(schema["$defs"][field["$ref"].rpartition("/")[2]])
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if field["type"] == "array":
        return f"a list of: {_holds(field['items'], schema)}"
    if isinstance(inner := field.get("additionalProperties"), dict):
        return f"under names: {_holds(inner, schema)}"
    if "properties" in field:
        return ", ".join(f"`{name}`" for name in field["properties"])
    return {"string": "text in no language", "integer": "a whole number", "number": "a number"}.get(
        field["type"], "fields as they were"
    )


def _named(definition: dict[str, Any]) -> str:
    title = definition["title"]
    return f"[{title}](#{title.replace(' ', '-')})" if "properties" in definition and title != "text" else title
