"""FTS5, in the table `search_words` that the migration makes; a trigger takes words away with their entry.

The tokenizer `ascii` leaves words as they come: it ends them at spaces and takes `·` for a letter.
"""

from collections.abc import Mapping
from typing import Any

_BEST_FIRST = "bm25(search_words, 10.0, 1.0), search_words.rowid"


def put(cursor: Any, entries: Mapping[int, Any]) -> None:
    cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in entries])
    cursor.executemany(
        "INSERT INTO search_words (rowid, title, body) VALUES (%s, %s, %s)",
        [(pk, " ".join(words.title), " ".join(words.body)) for pk, words in entries.items()],
    )


def find(cursor: Any, question: Any, start: int, size: int) -> list[int]:
    where, values = _where(question)
    cursor.execute(
        f"SELECT search_words.rowid {where} ORDER BY {_BEST_FIRST} LIMIT %s OFFSET %s",
        [*values, size, start],
    )
    return [pk for (pk,) in cursor.fetchall()]


def count(cursor: Any, question: Any) -> int:
    where, values = _where(question)
    cursor.execute(f"SELECT count(*) {where}", values)
    return cursor.fetchone()[0]


def _where(question: Any) -> tuple[str, list[str]]:
    match = " OR ".join("(" + " AND ".join(f'"{word}"' for word in words) + ")" for words in question.either)
    if not question.kind:
        return "FROM search_words WHERE search_words MATCH %s", [match]
    joined = "FROM search_words JOIN search_entry ON search_entry.id = search_words.rowid"
    return f"{joined} WHERE search_words MATCH %s AND search_entry.kind = %s", [match, question.kind]
