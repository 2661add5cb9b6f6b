"""An act as a line of the register."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from parvis.kernel import urns
from parvis.kernel.clock import now
from parvis.kernel.types import Actor

from .leaves import leaf
from .types import Event, as_precise_as_told


class Recorded(NamedTuple):
    """What each column of `models.Line` says of an act."""

    act: uuid.UUID
    leaf: str
    event: str
    object: str
    body: str
    actor: str
    role: str
    recorded_at: datetime


def line(event: Event, *, by: Actor, commitments: Mapping[str, str] | None = None) -> Recorded:
    """Not stored. Raises `LeafTooLong`, and ValueError for an object or a body that is no URN."""
    for urn in (event.object, event.body):
        urns.parse(urn)
    act, at, capacity = uuid.uuid4(), now(), by.capacity(event.body)
    return Recorded(
        act=act,
        leaf=leaf(event, act=act, by=by, capacity=capacity, at=at, commitments=commitments),
        event=event.name,
        object=event.object,
        body=event.body,
        actor=by.urn,
        role=str(capacity.role),
        recorded_at=as_precise_as_told(at),
    )
