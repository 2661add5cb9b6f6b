"""Every public thing has a URN, `urn:parvis:<kind>:<uuid>`. A room registers its kinds with a batch resolver."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models


@dataclass(frozen=True)
class Named:
    """What a page says of a URN. `url` is None where there is no page to go to; `within` says whose it is, if said."""

    title: object
    url: str | None = None
    within: object = ""


Resolver = Callable[[Sequence[uuid.UUID], Any], Mapping[uuid.UUID, Named]]


@dataclass(frozen=True)
class Kind:
    name: str
    label: object
    resolve: Resolver
    queries: int = 1


_kinds: dict[str, Kind] = {}


def declare(kind: str, *, label: object, resolve: Resolver, queries: int = 1) -> None:
    """Register a kind of object. `resolve(uids, viewer)` answers only for what the viewer may see, in so many queries:
    one, and for a thing that is named after another, those that name the other."""
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
    for kind, of_kind in by_kind.items():
        if (cost := _kinds[kind].queries if kind in _kinds else 0) <= most_queries:
            most_queries -= cost
            found += of_kind
    return found


def label_of(urn: str) -> object | None:
    """What its kind is called; None for a kind that no room has."""
    kind = _kinds.get(parse(urn)[0])
    return kind and kind.label


def resolve(urns: Iterable[str], viewer: Any) -> dict[str, Named]:
    """Titles and addresses of many URNs, one query a kind. What the viewer may not see is left out."""
    by_kind: dict[str, set[uuid.UUID]] = defaultdict(set)
    for text in urns:
        kind, rest = parse(text)
        if kind in _kinds:
            by_kind[kind].add(uuid.UUID(rest))
    return {
        urn(kind, uid): named
        for kind, uids in by_kind.items()
        for uid, named in _kinds[kind].resolve(sorted(uids), viewer).items()
    }


class Identified(models.Model):
    """A row that the outside may name: a random `uid`, never the row's number, makes its URN."""

    urn_kind: ClassVar[str]

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    @property
    def urn(self) -> str:
        return urn(self.urn_kind, self.uid)
