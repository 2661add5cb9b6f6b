import uuid
from collections.abc import Mapping

from django.db import connection, transaction

from parvis.kernel import urns
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.permissions import asked_already
from parvis.kernel.types import Actor

from .leaves import leaf
from .models import Outbox
from .subscriptions import announce_after_commit
from .subscriptions import subscribe as subscribe
from .types import Event, as_precise_as_told


@asked_already("the act whose line it is has asked")
@not_an_act("it is the act's own line")
def record(event: Event, *, by: Actor, commitments: Mapping[str, str] | None = None) -> Outbox:
    """Put an act on the register, in the transaction of the command that does it.

    `commitments` are salted digests (`types.commitment`) by name. Raises `LeafTooLong`.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an act and its line on the register need one transaction")
    for urn in (event.object, event.body):
        urns.parse(urn)
    act, at, capacity = uuid.uuid4(), now(), by.capacity(event.body)
    line = Outbox(
        act=act,
        leaf=leaf(event, act=act, by=by, capacity=capacity, at=at, commitments=commitments),
        event=event.name,
        object=event.object,
        body=event.body,
        actor=by.urn,
        role=str(capacity.role),
        recorded_at=as_precise_as_told(at),
    )
    line.save(force_insert=True)
    announce_after_commit(event)
    return line
