"""Many rows of one table at once, when a whole file enters: without a model of each.

What calls this has checked the rows: no `full_clean`, no `pre_save` and no signal sees them. The database still holds
every constraint.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

if TYPE_CHECKING:
    from .postgresql.base import DatabaseWrapper

Prepare = Callable[[Any], Any]


def insert(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Any]:
    """Rows of the values of the named fields; of a foreign key, the key. The rest have their defaults.

    Their primary keys, in their order: drawn first where they are not among what is named. Inside a transaction.
    """
    given = list(rows)
    if not given:
        return []
    keys = [field.name for field in model._meta.pk_fields]
    if set(keys) <= set(names):
        key_of = itemgetter(*(names.index(key) for key in keys))
        pks = [key_of(row) for row in given]
    else:
        pks = _free(model, len(given))
        names, given = [*keys, *names], [(pk, *row) for pk, row in zip(pks, given, strict=True)]
    fields = _fields(model, names)
    others = [one for one in model._meta.local_concrete_fields if one not in fields]
    prepare = [_preparing(one) for one in fields]
    defaults = [_default(one) for one in others]
    _write(
        model._meta.db_table,
        [_column(one) for one in (*fields, *others)],
        (
            (*(ready(value) for ready, value in zip(prepare, row, strict=True)), *(made() for made in defaults))
            for row in given
        ),
    )
    return pks


def move(model: type[Model], to: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """Rows of one table into another: the primary key of each there, then what is new in the other, the named fields.

    All else that the other has is taken over, unseen by Python. How many there were to move. Inside a transaction.
    """
    new = _fields(to, names)
    taken = [_column(one) for one in to._meta.local_concrete_fields if one not in new]
    moving = _moving_at_once if connection.vendor == "postgresql" else _moving_one_by_one
    return moving(model, to, [model._meta.pk, *new], taken, rows)


def _moving_at_once(model: type[Model], to: type[Model], given: Sequence[Any], taken: Sequence[str], rows: Any) -> int:
    table, key = _quoted(model._meta.db_table), _column(model._meta.pk)
    names = [f'"given{place}"' for place in range(len(given))]
    # As bytes: written out as text, the arrays cost four times as much.
    arrays = ", ".join(f"%b::{field.db_type(connection)}[]" for field in given)
    new, here = [_column(field) for field in given[1:]], [f"{table}.{name}" for name in taken]
    sql = (
        f"WITH given({', '.join(names)}) AS (SELECT * FROM unnest({arrays})), "  # noqa: S608 -- names of the models
        f"gone AS (DELETE FROM {table} USING given WHERE {table}.{key} = {names[0]} "
        f"RETURNING {', '.join([*names[1:], *here])}) "
        f"INSERT INTO {_quoted(to._meta.db_table)} ({', '.join([*new, *taken])}) SELECT * FROM gone"
    )
    return _postgresql().execute_bound(sql, [list(column) for column in zip(*rows, strict=True)])


def _moving_one_by_one(
    model: type[Model], to: type[Model], given: Sequence[Any], taken: Sequence[str], rows: Any
) -> int:
    table, key = _quoted(model._meta.db_table), _column(model._meta.pk)
    new = [_column(field) for field in given[1:]]
    inserting = (
        f"INSERT INTO {_quoted(to._meta.db_table)} ({', '.join([*new, *taken])}) "  # noqa: S608 -- the same
        f"SELECT {', '.join([*['%s'] * len(new), *taken])} FROM {table} WHERE {key} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(inserting, [(*row[1:], row[0]) for row in rows])
        cursor.executemany(f"DELETE FROM {table} WHERE {key} = %s", [row[:1] for row in rows])  # noqa: S608 -- the same
        return cursor.rowcount


def append(model: type[Model], names: tuple[str, ...], row: Sequence[Any]) -> None:
    """One row, for what is written all day and whose key nobody asks for: one statement, and no model saved.

    Where it is the last of its transaction, PostgreSQL gets it together with the COMMIT.
    """
    sql, fields, others = _appending(model, names)
    this = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(value, this) for field, value in zip(fields, row, strict=True)]
    values += [field.get_db_prep_save(field.get_default(), this) for field in others]
    if this.vendor == "postgresql" and this.in_atomic_block:
        _postgresql().execute_with_commit(sql, values)
        return
    with this.cursor() as cursor:
        cursor.execute(sql, values)


def _postgresql() -> "DatabaseWrapper":
    return cast("DatabaseWrapper", connections[DEFAULT_DB_ALIAS])


@cache
def _appending(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Any], list[Any]]:
    fields = _fields(model, names)
    others = [one for one in model._meta.local_concrete_fields if one not in fields and not one.primary_key]
    return _inserting(model._meta.db_table, [_column(one) for one in (*fields, *others)]), fields, others


def update(model: type[Model], names: Sequence[str], rows: Iterable[tuple[int, Sequence[Any]]]) -> None:
    """By primary key, the values of the named fields. Whoever calls holds the rows."""
    fields = _fields(model, names)
    prepare = [_preparing(one) for one in fields]
    changed = [(*(ready(value) for ready, value in zip(prepare, row, strict=True)), pk) for pk, row in rows]
    if not changed:
        return
    table, pk = _quoted(model._meta.db_table), _column(model._meta.pk)
    sets = ", ".join(f"{_column(one)} = %s" for one in fields)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {sets} WHERE {pk} = %s", changed)  # noqa: S608 -- names of the models


def _fields(model: type[Model], names: Sequence[str]) -> list[Any]:
    return [model._meta.get_field(name) for name in names]


def _preparing(field: Field) -> Prepare:
    # The connection itself: behind its proxy, each look at it is looked up anew.
    prepare, this = field.get_db_prep_save, connections[DEFAULT_DB_ALIAS]
    return lambda value: prepare(value, this)


def _default(field: Field) -> Callable[[], Any]:
    """Made anew for each row where it is made by a function, such as a UUID."""
    prepare = _preparing(field)
    if callable(field.default):
        return lambda: prepare(field.get_default())
    value = prepare(field.get_default())
    return lambda: value


def _free(model: type[Model], count: int) -> list[int]:
    """Primary keys that nobody else will have. On SQLite whoever writes is alone until the transaction ends."""
    if not connection.in_atomic_block:
        raise RuntimeError("rows are inserted in bulk inside a transaction")
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                # A query within the query is asked once, not for each row.
                "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) FROM generate_series(1, %s)",
                [_quoted(table), model._meta.pk.attname, count],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def _write(table: str, columns: Sequence[str], rows: Iterable[tuple]) -> None:
    named = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {_quoted(table)} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        cursor.executemany(_inserting(table, columns), list(rows))


def _inserting(table: str, columns: Sequence[str]) -> str:
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_quoted(table)} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 -- the same


def _column(field: Any) -> str:
    return _quoted(field.column)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
