"""FTS5, in the table `search_words` that the migration makes; a trigger takes words away with their entry.

The tokenizer `ascii` leaves words as they come: it ends them at spaces and takes `·` for a letter.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pyroaring import BitMap

from .walking import statement

# `substr` would count places before the first from the end.
_IS_AMONG = "entry_id >= %s AND substr(%s, entry_id - %s, 1) = x'01'"
BLOCKS_AT_ONCE = 100
_BEST_FIRST = "bm25(search_words, 10.0, 1.0), search_words.rowid"


def put(cursor: Any, entries: Mapping[int, Any]) -> None:
    cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in entries])
    cursor.executemany(
        "INSERT INTO search_words (rowid, title, body) VALUES (%s, %s, %s)",
        [(pk, " ".join(words.title), " ".join(words.body)) for pk, words in entries.items()],
    )


def forget(cursor: Any) -> None:
    """FTS5 only notes that words are gone: they stay in its blocks until these are merged. SQLite's `secure-delete` for
    FTS5 would spare this, from 3.42 on, and makes tables that older ones cannot read.

    Some blocks at a time, each for itself, so that others can write in between: first all are marked to be merged.
    """
    blocks = -BLOCKS_AT_ONCE
    while True:
        before = _changes(cursor)
        cursor.execute("INSERT INTO search_words (search_words, rank) VALUES ('merge', %s)", [blocks])
        if blocks > 0 and _changes(cursor) - before < 2:  # so FTS5 says that nothing was left to merge
            return
        blocks = BLOCKS_AT_ONCE


def _changes(cursor: Any) -> int:
    cursor.execute("SELECT total_changes()")
    return cursor.fetchone()[0]


def matching(cursor: Any, either: Any) -> BitMap:
    # As one text: making a row of Python for each costs three times as much.
    cursor.execute("SELECT json_group_array(rowid) FROM search_words WHERE search_words MATCH %s", [_match(either)])
    return BitMap(json.loads(cursor.fetchone()[0]))


def best(cursor: Any, either: Any, among: list[int], start: int, size: int) -> list[tuple[int, str]]:
    # The plus keeps the engine from asking its question anew for each row.
    cursor.execute(
        "SELECT search_entry.id, search_entry.urn FROM search_words "  # noqa: S608 -- no input in it
        "JOIN search_entry ON search_entry.id = search_words.rowid "
        "WHERE search_words MATCH %s AND +search_words.rowid IN (SELECT value FROM json_each(%s)) "
        f"ORDER BY {_BEST_FIRST} LIMIT %s OFFSET %s",
        [_match(either), json.dumps(among), size, start],
    )
    return cursor.fetchall()


def known(cursor: Any, pks: list[int]) -> Iterator[tuple[int, str, list[str]]]:
    cursor.execute(
        "SELECT search_entry.id, search_entry.urn, search_words.title || ' ' || search_words.body FROM json_each(%s) "
        "CROSS JOIN search_entry ON search_entry.id = json_each.value "
        "CROSS JOIN search_words ON search_words.rowid = search_entry.id",
        [json.dumps(pks)],
    )
    return ((pk, urn, words.split()) for pk, urn, words in cursor.fetchall())


def walk(cursor: Any, walk: Any, among: Any, without_place: list[int]) -> list[tuple]:
    values = []
    if among.are_few:
        # Without the kind, which all of them have, lest the other index seem as good.
        these, conditions = "json_each(%s) AS these CROSS JOIN search_place ON entry_id = these.value", {}
        values = [json.dumps(list(among.rows))]
    else:
        these, conditions = "search_place", {"kind = %s": [walk.kind]}
        if not among.is_everything:
            first = among.rows.min()
            conditions[_IS_AMONG] = [first, among.flags, first - 1]
    sql, rest = statement(walk, these, conditions)
    sql += " WHERE id IN (SELECT value FROM json_each(%s))"
    cursor.execute(sql, [*values, *rest, json.dumps(without_place)])
    return cursor.fetchall()


def _match(either: Any) -> str:
    return " OR ".join("(" + " AND ".join(f'"{word}"' for word in words) + ")" for words in either)
