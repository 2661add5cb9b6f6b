"""Two databases, one way to ask. An engine stores the words of entries and finds entries by words; it knows no text."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import NamedTuple

from django.db import connection

from . import postgresql, sqlite

MOST_WORDS = 20_000


class Words(NamedTuple):
    title: list[str]
    body: list[str]


class Question(NamedTuple):
    """Entries that hold all words of one of the lists, of any kind or of one."""

    either: Sequence[Sequence[str]]
    kind: str = ""


def put(entries: Mapping[int, Words]) -> None:
    """Store the words of entries, by primary key, over what was there."""
    cut = {pk: Words(words.title[:MOST_WORDS], words.body[:MOST_WORDS]) for pk, words in entries.items()}
    with connection.cursor() as cursor:
        _engine().put(cursor, cut)


def find(question: Question, *, start: int, size: int) -> list[int]:
    """Primary keys of entries, the best first."""
    with connection.cursor() as cursor:
        return _engine().find(cursor, question, start, size)


def count(question: Question) -> int:
    with connection.cursor() as cursor:
        return _engine().count(cursor, question)


def _engine() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite
