"""All the rows of a table, when each leads to a write."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

BATCH = 500


def walked(rows: QuerySet[Row], *, size: int = BATCH) -> Iterator[Row]:
    """The rows by primary key. `size` of them are read at once; between two reads no cursor is open.

    Under an open one SQLite refuses every write as soon as another process has written ("database is locked"), and no
    waiting helps: what is read is then older than what is stored.
    """
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        yield from batch
        last = batch[-1].pk
