"""Run in the environment of the house that is measured: copy the commitments that have entered, again and again.

    python -m bench.commitments.copies 9

As many commitments as an import of ten times the file would bring, and much sooner: rows of plans,
commitments, their parts and records, and what the index holds of them. Members and institutions stay as they are.
"""

import os
import sys
from collections.abc import Iterable

import django
from django.db import connection, transaction
from pyroaring import BitMap

URN = "urn:parvis:commitment:"
TABLES = ("plans_actionplan", "plans_commitment", "plans_involvement", "assessments_commitmentrecord")


def _stride() -> int:
    """More than the highest key: a copy's keys are the original's, moved by it, as close as those of an import."""
    with connection.cursor() as cursor:
        highest = []
        for table in (*TABLES, "search_entry", "search_place"):
            cursor.execute(f"SELECT max(id) FROM {table}")
            highest.append(cursor.fetchone()[0] or 0)
    return max(highest) + 1


def copy(times: int) -> None:
    from parvis.search.models import Entry, Posting

    postings = list(Posting.objects.filter(kind="commitment"))
    stride = _stride()
    first = {posting.pk: BitMap.deserialize(bytes(posting.rows)) for posting in postings}
    for number in range(1, times + 1):
        with transaction.atomic():
            _run(_statements(number * stride, number, stride))
        print(f"copied {number} of {times} times", file=sys.stderr)
    everything = BitMap(Entry.objects.filter(kind="commitment").values_list("pk", flat=True).iterator())
    for posting in postings:
        rows = BitMap(first[posting.pk])
        for number in range(1, times + 1):
            rows |= first[posting.pk].shift(number * stride)
        rows &= everything
        rows.run_optimize()
        posting.rows = rows.serialize()
    Posting.objects.bulk_update(postings, ["rows"], batch_size=500)


def _statements(by: int, number: int, stride: int) -> Iterable[str]:
    """`by`: what is added to keys. Only what came from OGP's data is copied, and only the first of it."""
    is_first = f"id < {stride}"
    records = f"SELECT commitment_id FROM assessments_commitmentrecord WHERE {is_first}"
    plans = f"SELECT plan_id FROM plans_commitment WHERE id IN ({records})"
    indexed = f"SELECT id FROM search_entry WHERE kind = 'commitment' AND {is_first}"
    moved = {"id": f"id + {by}", "uid": _random()}
    yield _copied("plans_actionplan", f"id IN ({plans})", {**moved, "slug": f"slug || '-{number}'", "identifier": "''"})
    yield _copied("plans_commitment", f"id IN ({records})", {**moved, "plan_id": f"plan_id + {by}", "identifier": "''"})
    keys = {"plan_id": f"plan_id + {by}", "commitment_id": f"commitment_id + {by}", "id": f"id + {by}"}
    yield _copied("plans_involvement", f"commitment_id IN ({records})", keys)
    record = {"id": f"id + {by}", "commitment_id": f"commitment_id + {by}", "key": f"key || '-{number}'"}
    yield _copied("assessments_commitmentrecord", is_first, record)
    both = f"plans_commitment c JOIN plans_commitment o ON c.id = o.id + {by}"
    urn = f"(SELECT {_urn()} FROM {both} WHERE {_is_of_its_urn()})"
    yield _copied("search_entry", f"id IN ({indexed}) AND {urn} IS NOT NULL", {"id": f"id + {by}", "urn": urn})
    made = f"IN (SELECT id FROM search_entry WHERE kind = 'commitment' AND id > {by} AND id < {by + stride})"
    yield _copied("search_place", f"entry_id + {by} {made}", {"id": f"id + {by}", "entry_id": f"entry_id + {by}"})
    if connection.vendor == "sqlite":
        yield (
            f"INSERT INTO search_words (rowid, title, body) SELECT rowid + {by}, title, body "
            f"FROM search_words WHERE rowid + {by} {made}"
        )


def _copied(table: str, where: str, instead: dict[str, str]) -> str:
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    values = [instead.get(name, f'"{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE {where}"


def _random() -> str:
    return "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()"


def _urn() -> str:
    return f"'{URN}' || {_dashed('c')}"


def _is_of_its_urn() -> str:
    """The commitment that an entry of the index is of: found by its key, for there are many."""
    told = f"substr(search_entry.urn, {len(URN) + 1})"
    return f"o.uid = replace({told}, '-', '')" if connection.vendor == "sqlite" else f"o.uid = ({told})::uuid"


def _dashed(of: str) -> str:
    if connection.vendor != "sqlite":
        return f"{of}.uid::text"
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return " || '-' || ".join(f"substr({of}.uid, {start}, {length})" for start, length in parts)


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    copy(int(sys.argv[1]))
