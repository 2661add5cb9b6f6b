"""The column `words` that the migration adds.

A tsvector written out word by word: PostgreSQL's own parser and dictionaries would find other words than SQLite.
"""

from array import array
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pyroaring import BitMap

from .walking import statement

_LAST_POSITION = 16_383
_MOST_POSITIONS = 256
# Inside CASE, so that no bit is asked for beyond the last.
_IS_AMONG = "CASE WHEN entry_id BETWEEN %s AND %s THEN get_bit(%s::bytea, entry_id - %s) END = 1"


def put(cursor: Any, entries: Mapping[int, Any]) -> None:
    cursor.executemany(
        "UPDATE search_entry SET words = %s::tsvector WHERE id = %s",
        [(_vector(words), pk) for pk, words in entries.items()],
    )


def matching(cursor: Any, either: Any) -> BitMap:
    cursor.execute("SELECT array_agg(id) FROM search_entry WHERE words @@ %s::tsquery", [_query(either)])
    return BitMap(array("I", cursor.fetchone()[0] or ()))


def best(cursor: Any, either: Any, among: list[int], start: int, size: int) -> list[tuple[int, str]]:
    cursor.execute(
        "SELECT id, urn FROM search_entry, (SELECT %s::tsquery AS asked) AS question WHERE id = ANY(%s::bigint[]) "
        "ORDER BY ts_rank(words, asked, 1) DESC, id LIMIT %s OFFSET %s",
        [_query(either), among, size, start],
    )
    return cursor.fetchall()


def known(cursor: Any, pks: list[int]) -> list[tuple[int, str, list[str]]]:
    cursor.execute(
        "SELECT id, urn, tsvector_to_array(words) FROM search_entry WHERE id = ANY(%s::bigint[])",
        [pks],
    )
    return cursor.fetchall()


def walk(cursor: Any, walk: Any, among: Any, without_place: list[int]) -> list[tuple]:
    values = []
    if among.are_few:
        these, conditions = "unnest(%s::bigint[]) AS these (id) JOIN search_place ON entry_id = these.id", {}
        values = [list(among.rows)]
    else:
        these, conditions = "search_place", {"kind = %s": [walk.kind]}
        if not among.is_everything:
            first, last = among.rows.min(), among.rows.max()
            conditions[_IS_AMONG] = [first, last, among.bits, first]
    sql, rest = statement(walk, these, conditions)
    sql += " WHERE id = ANY(%s::bigint[])"
    cursor.execute(sql, [*values, *rest, without_place])
    return cursor.fetchall()


def _vector(words: Any) -> str:
    """`'fr·plan':1A,7 'fr·action':2A`: where each word stands; those of the title weigh most."""
    places: dict[str, list[str]] = defaultdict(list)
    for number, word in enumerate(words.title, start=1):
        places[word].append(f"{min(number, _LAST_POSITION)}A")
    for number, word in enumerate(words.body, start=len(words.title) + 1):
        places[word].append(str(min(number, _LAST_POSITION)))
    return " ".join(f"'{word}':{','.join(found[:_MOST_POSITIONS])}" for word, found in places.items())


def _query(either: Any) -> str:
    return " | ".join("(" + " & ".join(f"'{word}'" for word in words) + ")" for words in either)
