"""What every read needs: the one row or a refusal, and what the rows of a page rest on."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet

from parvis.evidence import queries as evidence
from parvis.evidence.types import Citation
from parvis.kernel.errors import NotFound


def with_citations(rows: Iterable[models.Model], *, also: Iterable[int] = ()) -> dict[int, Citation]:
    """Give every row the citations that its keys name, in one query for all; returns them by primary key."""
    keys = [(row, field) for row in rows for field in row._meta.concrete_fields if field.related_model is Citation]
    wanted = {getattr(row, field.attname) for row, field in keys} | set(also)
    found = {citation.pk: citation for citation in evidence.citations(wanted - {None})}
    for row, field in keys:
        setattr(row, field.name, found.get(getattr(row, field.attname)))
    return found


def the_one(rows: QuerySet, otherwise: str) -> Any:
    """Raises `NotFound` with the sentence where there is none."""
    found = rows.first()
    if found is None:
        raise NotFound(otherwise)
    return found
