"""Rows of the two layouts that are probably about one commitment: linked with a score once both files are here."""

from collections.abc import Sequence

from parvis.accounts.types import Member
from parvis.kernel import bulk

from ..models import CommitmentFile, CommitmentRecord, RecordMatch
from ..standards.commitment_data.dates import CURRENT, OLDER
from ..standards.commitment_data.entries import stated
from ..standards.commitment_data.layouts import layout
from ..standards.commitment_data.matching import Compared, likely_matches

_ROLES = ("plan_number", "number", "year", "title", "short_title")


def match_records(file: CommitmentFile, members: Sequence[Member]) -> int:
    """Of the members of a file, a member at a time. How many matches are new.

    A row that has its match keeps it, whatever a later file brings: each is in at most one.
    """
    others = CommitmentRecord.objects.exclude(layout=file.layout).order_by()
    there = set(others.values_list("commitment__plan__member", flat=True).distinct())
    return sum(_matched(member) for member in members if member.pk in there)


def _matched(member: Member) -> int:
    current, older = (_compared(member, name) for name in (CURRENT, OLDER))
    for matched in RecordMatch.objects.filter(older__commitment__plan__member=member).values_list("newer", "older"):
        for rows, pk in zip((current, older), matched, strict=True):
            rows.pop(pk, None)
    new = likely_matches(current.values(), older.values())
    newer_by_key, older_by_key = ({one.key: pk for pk, one in rows.items()} for rows in (current, older))
    bulk.insert(
        RecordMatch,
        ("older", "newer", "score"),
        ((older_by_key[one.older], newer_by_key[one.current], round(1000 * one.score)) for one in new),
    )
    return len(new)


def _compared(member: Member, name: str) -> dict[int, Compared]:
    """By primary key. Only the cells that are compared leave the database."""
    places = [layout(name).place(role) for role in _ROLES]
    columns = [f"cells__{place}" for place in places if place is not None]
    rows = CommitmentRecord.objects.filter(layout=name, commitment__plan__member=member).order_by("pk")
    return {pk: Compared(key, **_cells(places, cells)) for pk, key, *cells in rows.values_list("pk", "key", *columns)}


def _cells(places: Sequence[int | None], found: Sequence[str | None]) -> dict[str, str]:
    """By role, with spaces as one; empty where the layout has no such column, or where it says "NR" or the like, which
    would be alike in all."""
    remaining = iter(found)
    return {
        role: "" if place is None else " ".join(stated(str(next(remaining) or "")).split())
        for role, place in zip(_ROLES, places, strict=True)
    }
