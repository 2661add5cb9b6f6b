from collections.abc import Mapping

from django.db import connection, transaction

from parvis.kernel.acts import not_an_act
from parvis.kernel.permissions import asked_already
from parvis.kernel.types import Actor

from .lines import line
from .models import Outbox
from .subscriptions import announce_after_commit
from .subscriptions import subscribe as subscribe
from .types import Event


@asked_already("the act whose line it is has asked")
@not_an_act("it is the act's own line")
def record(event: Event, *, by: Actor, commitments: Mapping[str, str] | None = None) -> Outbox:
    """Put an act on the register, in the transaction of the command that does it.

    `commitments` are salted digests (`types.commitment`) by name. Raises `LeafTooLong`.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an act and its line on the register need one transaction")
    recorded = line(event, by=by, commitments=commitments)
    recorded.save(force_insert=True)
    announce_after_commit(event)
    return recorded
