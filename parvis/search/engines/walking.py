"""The statement that walks along an order, as far as both databases speak alike."""

from collections.abc import Mapping
from typing import Any


def statement(walk: Any, these: str, conditions: Mapping[str, list[Any]]) -> tuple[str, list[Any]]:
    """`these`: the places to look at. It ends with the entries that have no place, whose condition is to be added."""
    direction, beyond = ("DESC", "<") if walk.is_backwards else ("ASC", ">")
    where, values = ['search_place."order" = %s'], [walk.order]
    if walk.beyond is not None:
        where.append(f"(search_place.key, entry_id) {beyond} (%s, %s)")
        values += walk.beyond
    if walk.start is not None:
        where.append(f"search_place.key {beyond}= %s")
        values.append(walk.start)
    for condition, its_values in conditions.items():
        where.append(condition)
        values += its_values
    sql = (
        "SELECT placed.key, search_entry.id, search_entry.urn FROM "  # noqa: S608 -- no input in it
        f"(SELECT search_place.key, entry_id FROM {these} WHERE {' AND '.join(where)} "
        f"ORDER BY search_place.key {direction}, entry_id {direction} LIMIT %s) AS placed "
        "JOIN search_entry ON search_entry.id = placed.entry_id "
        "UNION ALL SELECT '', id, urn FROM search_entry"
    )
    return sql, [*values, walk.size]
