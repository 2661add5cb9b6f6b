from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from .errors import ChangedMeanwhile, Invalid

Row = TypeVar("Row", bound=models.Model)


def locked(row: Row) -> Row:
    """The row as it is now, held until the transaction ends.

    SQLite has no row locks; its write transactions are IMMEDIATE, so the whole database is held instead.
    """
    # `request.user` is a lazy proxy: `type` would answer with the proxy's.
    held = row.__class__._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if held is None:
        raise ChangedMeanwhile(_("It has been removed in the meantime."))
    return held


def has_one_writer() -> bool:
    """Whether whoever writes holds the whole database until their transaction ends."""
    return connection.vendor == "sqlite"


def alone(name: str) -> None:
    """Hold a name until the transaction ends, where no row stands yet for what nobody else may do meanwhile.

    On SQLite the transaction holds the whole database already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def after_commit(reaction: Callable, *arguments: Any) -> None:
    """Call it once the transaction has committed. What it raises is logged and stops nothing: what was done is done.

    Django names in its log what failed, and fails itself where that has no name, as a `partial` has none.
    """
    transaction.on_commit(update_wrapper(partial(reaction, *arguments), reaction), robust=True)


def store(row: models.Model, *fields: str) -> None:
    """Check and write: the named fields of a stored row, or, with no names, a new row."""
    try:
        row.full_clean(exclude=_others(row, fields) if fields else None)
    except ValidationError as error:
        raise _as_refusal(error) from error
    if fields:
        row.save(update_fields=fields)
    else:
        row.save(force_insert=True)


def _others(row: models.Model, fields: tuple[str, ...]) -> set[str]:
    return {field.name for field in row._meta.fields} - set(fields)


def _as_refusal(error: ValidationError) -> Invalid:
    for field, errors in getattr(error, "error_dict", {}).items():
        if field != "__all__" and errors[0].code == "unique":
            return Invalid(_("This is already taken. Choose another."), field=field)
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    field, messages = next(iter(by_field.items()))
    return Invalid(" ".join(messages), field=None if field == "__all__" else field)
