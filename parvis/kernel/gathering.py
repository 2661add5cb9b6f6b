"""Rows of another table brought along as one column: a prefetch that costs no query of its own."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

from django.db import models
from django.db.models import F, QuerySet, Subquery
from django.db.models.functions import JSONObject


class RowsField(models.JSONField):
    """JSON rows, read as instances of their model. `joined` are keys read with them, as by `select_related`."""

    def __init__(self, model: type[models.Model], joined: Sequence[str]) -> None:
        super().__init__()
        self.model_of_rows, self.joined = model, joined

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[models.Model]:
        rows = json.loads(value) if isinstance(value, str) else value or []
        return [self._instance(row) for row in rows]

    def _instance(self, row: dict[str, Any]) -> models.Model:
        found = _restored(self.model_of_rows, row)
        for name in self.joined:
            key = _key(self.model_of_rows, name)
            if row[key.attname] is not None:
                prefix = f"{name}__"
                values = {at.removeprefix(prefix): value for at, value in row.items() if at.startswith(prefix)}
                setattr(found, name, _restored(_model_of(key), values))
        return found


class Gathered(Subquery):
    """`plans.annotate(said=Gathered(Contact.objects.filter(plan=OuterRef("pk")), "organisation"))`.

    For few and small rows: they travel as JSON inside the row that they belong to.
    """

    template = "(SELECT json_group_array(json(gathered.row)) FROM (%(subquery)s) gathered)"

    def __init__(self, rows: QuerySet, *joined: str) -> None:
        names = _columns(rows.model)
        for name in joined:
            names += [f"{name}__{column}" for column in _columns(_model_of(_key(rows.model, name)))]
        picked = rows.values(row=JSONObject(**{name: F(name) for name in names}))
        super().__init__(picked, output_field=RowsField(rows.model, joined))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        """Of a copy: compiling counts joins in the query itself, and threads share what was gathered once."""
        own = self.copy()
        own.query = self.query.clone()
        return super(Gathered, own).as_sql(compiler, connection, *args, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT jsonb_agg(gathered.row) FROM (%(subquery)s) gathered)"
        return self.as_sql(compiler, connection, template=template, **context)


def _key(model: type[models.Model], name: str) -> models.ForeignKey:
    return cast(models.ForeignKey, model._meta.get_field(name))


def _model_of(key: models.ForeignKey) -> type[models.Model]:
    return key.related_model


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _restored(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    restored = model(**{name: _value(fields[name], value) for name, value in values.items() if name in fields})
    restored._state.adding = False
    return restored


def _value(field: models.Field, value: Any) -> Any:
    if isinstance(field, models.JSONField) and isinstance(value, str):
        value = json.loads(value)
    if isinstance(field, models.ForeignKey):
        return value
    if isinstance(field, models.DateTimeField) and value is not None:
        return _instant(value)
    return field.to_python(value)


def _instant(text: str) -> datetime:
    """SQLite writes instants without their zone, which is UTC."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
