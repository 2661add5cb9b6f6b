"""Every public thing has a URN, `urn:parvis:<kind>:<uuid>`. A room registers its kinds with a batch resolver."""

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import JSONObject

from .languages import Multilingual


@dataclass(frozen=True)
class Named:
    """What a page says of a URN. `url` is None where there is no page to go to; `within` says whose it is, if said."""

    title: object
    url: str | None = None
    within: object = ""


Resolver = Callable[[Sequence[uuid.UUID], Any], Mapping[uuid.UUID, Named]]


@dataclass(frozen=True)
class Row:
    """How a thing is named by one row, its own: all things of such kinds cost one query together.

    `rows(viewer)` are those that the viewer may see; `texts` in several languages and other `values` are read of each
    (name → path of a column), and `named` says what they make.
    """

    rows: Callable[[Any], QuerySet]
    named: Callable[[Mapping[str, Any]], Named]
    texts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def asked(self, kind: str, uids: Iterable[uuid.UUID], viewer: Any) -> QuerySet:
        rows = self.rows(viewer).filter(uid__in=sorted(uids)).order_by()
        told = JSONObject(**self.texts, **self.values)
        return rows.values_list(Value(kind, CharField()), "uid", told)

    def read(self, told: Mapping[str, Any]) -> Named:
        return self.named({**told, **{name: _text(told[name]) for name in self.texts}})


@dataclass(frozen=True)
class Kind:
    name: str
    label: object
    resolve: Resolver | Row
    queries: int = 1


_kinds: dict[str, Kind] = {}


def declare(kind: str, *, label: object, resolve: Resolver | Row, queries: int = 1) -> None:
    """Register a kind of object. `resolve(uids, viewer)` answers only for what the viewer may see, in so many queries:
    one, and for a thing that is named after another, those that name the other. A `Row` shares one with all others."""
    _kinds[kind] = Kind(kind, label, resolve, queries)


def kinds() -> list[Kind]:
    return list(_kinds.values())


def urn(kind: str, uid: uuid.UUID | str) -> str:
    return f"urn:parvis:{kind}:{uid}"


def parse(text: str) -> tuple[str, str]:
    """The kind and the rest. Raises ValueError for anything that is no URN of Parvis."""
    scheme, namespace, kind, rest = text.split(":", 3)
    if (scheme, namespace) != ("urn", "parvis"):
        raise ValueError(f"not a Parvis URN: {text!r}")
    return kind, rest


def is_urn(text: str) -> bool:
    """Whether it is a URN of Parvis whose last part is a UUID."""
    try:
        uuid.UUID(parse(text)[1])
    except ValueError:
        return False
    return True


def affordable(urns: Iterable[str], most_queries: int) -> list[str]:
    """Those that can be resolved in so many queries: kinds in the order in which they first occur, as many as fit."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for text in urns:
        by_kind[parse(text)[0]].append(text)
    found: list[str] = []
    is_shared = False
    for name, of_kind in by_kind.items():
        kind = _kinds.get(name)
        shares = kind is not None and isinstance(kind.resolve, Row)
        cost = 0 if kind is None or (shares and is_shared) else kind.queries
        if cost <= most_queries:
            most_queries, is_shared = most_queries - cost, is_shared or shares
            found += of_kind
    return found


def label_of(urn: str) -> object | None:
    """What its kind is called; None for a kind that no room has."""
    kind = _kinds.get(parse(urn)[0])
    return kind and kind.label


def resolve(urns: Iterable[str], viewer: Any) -> dict[str, Named]:
    """Titles and addresses of many URNs, in one query for all that their own row names and one for each other kind.

    What the viewer may not see is left out.
    """
    by_kind: dict[str, set[uuid.UUID]] = defaultdict(set)
    for text in urns:
        kind, rest = parse(text)
        if kind in _kinds:
            by_kind[kind].add(uuid.UUID(rest))
    found = dict(_by_their_rows(by_kind, viewer))
    for kind, uids in by_kind.items():
        if not isinstance(resolver := _kinds[kind].resolve, Row):
            found |= {urn(kind, uid): named for uid, named in resolver(sorted(uids), viewer).items()}
    return found


def _by_their_rows(by_kind: Mapping[str, Iterable[uuid.UUID]], viewer: Any) -> Iterator[tuple[str, Named]]:
    rows = {kind: row for kind in by_kind if isinstance(row := _kinds[kind].resolve, Row)}
    asked = [row.asked(kind, by_kind[kind], viewer) for kind, row in rows.items()]
    for kind, uid, told in asked[0].union(*asked[1:], all=True) if asked else ():
        yield urn(kind, uid), rows[kind].read(told)


def _text(told: Any) -> Multilingual:
    """SQLite tells JSON within JSON as a text."""
    return Multilingual.from_json((json.loads(told) if isinstance(told, str) else told) or {})


class Identified(models.Model):
    """A row that the outside may name: a random `uid`, never the row's number, makes its URN."""

    urn_kind: ClassVar[str]

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    @property
    def urn(self) -> str:
        return urn(self.urn_kind, self.uid)
