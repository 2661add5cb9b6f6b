"""The column `words` that the migration adds.

A tsvector written out word by word: PostgreSQL's own parser and dictionaries would find other words than SQLite.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

_LAST_POSITION = 16_383
_MOST_POSITIONS = 256


def put(cursor: Any, entries: Mapping[int, Any]) -> None:
    cursor.executemany(
        "UPDATE search_entry SET words = %s::tsvector WHERE id = %s",
        [(_vector(words), pk) for pk, words in entries.items()],
    )


def find(cursor: Any, question: Any, start: int, size: int) -> list[int]:
    where, values = _where(question)
    cursor.execute(
        f"SELECT id {where} ORDER BY ts_rank(words, asked, 1) DESC, id LIMIT %s OFFSET %s",
        [*values, size, start],
    )
    return [pk for (pk,) in cursor.fetchall()]


def count(cursor: Any, question: Any) -> int:
    where, values = _where(question)
    cursor.execute(f"SELECT count(*) {where}", values)
    return cursor.fetchone()[0]


def _vector(words: Any) -> str:
    """`'fr·plan':1A,7 'fr·action':2A`: where each word stands; those of the title weigh most."""
    places: dict[str, list[str]] = defaultdict(list)
    for number, word in enumerate(words.title, start=1):
        places[word].append(f"{min(number, _LAST_POSITION)}A")
    for number, word in enumerate(words.body, start=len(words.title) + 1):
        places[word].append(str(min(number, _LAST_POSITION)))
    return " ".join(f"'{word}':{','.join(found[:_MOST_POSITIONS])}" for word, found in places.items())


def _where(question: Any) -> tuple[str, list[str]]:
    asked = " | ".join("(" + " & ".join(f"'{word}'" for word in words) + ")" for words in question.either)
    where = "FROM search_entry, (SELECT %s::tsquery AS asked) AS question WHERE words @@ asked"
    if not question.kind:
        return where, [asked]
    return f"{where} AND kind = %s", [asked, question.kind]
