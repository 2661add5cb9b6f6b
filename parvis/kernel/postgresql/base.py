from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with cursors of psycopg that are kept, and a statement that may wait for COMMIT to go with it.

    It is sent before anything else is asked on the connection, so that everything sees it and each savepoint holds it
    or not, as if it had been sent at once. Only its errors come later: with what is asked next, or with the COMMIT.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: tuple[str, Sequence[Any]] | None = None
        self._kept: dict[type, Any] = {}

    def execute_with_commit(self, sql: str, values: Sequence[Any]) -> None:
        """A statement whose result nobody asks for, within a transaction.

        Raises `TransactionManagementError` where that is broken, as whatever is asked of it does.
        """
        self.validate_no_broken_transaction()
        self._send_what_waits()
        self._waiting = sql, values

    def execute_bound(self, sql: str, values: Sequence[Any]) -> int:
        """At once; the server puts the values in (`%b`: as bytes). How many rows it touched."""
        self._send_what_waits()
        return self._execute(sql, values)

    def _execute(self, sql: str, values: Sequence[Any], kind: Any = None) -> int:
        self.ensure_connection()
        cursor = self._cursor_of(kind or self.Database.Cursor)
        wrapped = self.make_debug_cursor(cursor) if self.queries_logged else self.make_cursor(cursor)
        wrapped.execute(sql, values)
        return wrapped.rowcount

    def _cursor_of(self, kind: Any) -> Any:
        """It knows its types already: a new one of Django's costs half of a round trip to the server more."""
        cursor = self._kept.get(kind)
        if cursor is None or cursor.connection is not self.connection:
            cursor = self._kept[kind] = kind(self.connection)
        return cursor

    def _send_what_waits(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._execute(*waiting)

    def _cursor(self, name: str | None = None) -> Any:
        self._send_what_waits()
        return super()._cursor(name)  # type: ignore[misc]

    def _commit(self) -> Any:
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return super()._commit()  # type: ignore[misc]
        sql, values = waiting
        # One message, of which the server does nothing beyond the first error.
        return self._execute(f"{sql}; COMMIT", values, self.Database.ClientCursor)

    def _savepoint_rollback(self, sid: str) -> None:
        self._waiting = None  # asked for since the savepoint, before which all else was sent
        super()._savepoint_rollback(sid)  # type: ignore[misc]

    def _rollback(self) -> Any:
        self._waiting = None
        return super()._rollback()  # type: ignore[misc]

    def close(self) -> None:
        self._waiting = None
        super().close()
