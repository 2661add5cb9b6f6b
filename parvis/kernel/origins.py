"""With what larger thing a thing came here, where nobody acted on it alone: a milestone with its plan. Rooms say it."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

from .urns import is_urn, parse, urn


@dataclass(frozen=True)
class Origin:
    """`rows(uid)` lead to the larger things: `at` is the path to the `uid` of a thing of this `kind`, or to a URN.

    `since`: the path to when the thing was recorded, where it may be older or younger than the larger one. An exact
    origin counts before one that is only likely.
    """

    rows: Callable[[uuid.UUID], QuerySet]
    at: str
    kind: str = ""
    since: str = ""
    is_exact: bool = False

    def asked(self, uid: uuid.UUID) -> QuerySet:
        # A bare NULL is a text to PostgreSQL, and is no time.
        since = F(self.since) if self.since else Cast(Value(None), DateTimeField())
        rows = self.rows(uid).order_by().exclude(**{self.at: None})
        return rows.values_list(Value(self.is_exact), Value(self.kind, CharField()), Cast(self.at, CharField()), since)


class Larger(NamedTuple):
    """A thing with which another may have come, and when that was recorded, if it matters."""

    urn: str
    since: datetime | None
    is_exact: bool


_origins: dict[str, list[Origin]] = defaultdict(list)


def declare(kind: str, *origins: Origin) -> None:
    """Things of this kind come with one of these. Each room says it of what it knows."""
    _origins[kind] += origins


def of(thing: str) -> list[Larger]:
    """What a thing (URN) may have come with. One query; none where no room has said anything."""
    origins = _origins.get(parse(thing)[0], ()) if is_urn(thing) else ()
    asked = [origin.asked(uuid.UUID(parse(thing)[1])) for origin in origins]
    found = asked[0].union(*asked[1:]) if asked else ()
    return [
        Larger(urn(kind, uuid.UUID(at)) if kind else at, since, bool(is_exact)) for is_exact, kind, at, since in found
    ]
