import logging
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction

from parvis.kernel import urns
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.permissions import asked_already
from parvis.kernel.types import Actor

from .leaves import leaf
from .models import Checkpoint, Outbox, Timestamp
from .subscriptions import announce_after_commit
from .subscriptions import subscribe as subscribe
from .timestamping import NoTimestamp, stamped
from .types import Event

log = logging.getLogger(__name__)


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
    line = Outbox.objects.create(
        act=act,
        leaf=leaf(event, act=act, by=by, capacity=capacity, at=at, commitments=commitments),
        event=event.name,
        object=event.object,
        body=event.body,
        actor=by.urn,
        role=str(capacity.role),
        recorded_at=at,
    )
    announce_after_commit(event)
    return line


@asked_already("the platform's own job")
@not_an_act("it says when the lines of acts were there")
def timestamp_day(day: date) -> Timestamp | None:
    """Have the last checkpoint of a day (UTC) stamped, or keep why it was not; None where there is no checkpoint.

    A day that is stamped stays as it is.
    """
    known = Timestamp.objects.filter(day=day).first()
    if known is not None and known.is_stamped:
        return known
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
    checkpoint = Checkpoint.objects.filter(signed_at__lt=midnight).order_by("-signed_at", "-pk").first()
    if checkpoint is None:
        return None
    told = _stamp(checkpoint.note)
    told |= {"size": checkpoint.size, "note": checkpoint.note, "asked_at": now()}
    timestamp, _made = Timestamp.objects.update_or_create(day=day, defaults=told)
    return timestamp


def _stamp(note: str) -> dict[str, object]:
    url, certificates = settings.TIMESTAMP_URL, settings.TIMESTAMP_CERTIFICATES
    authority = (urlsplit(url).hostname or url)[:300]
    try:
        stamp = stamped(note.encode(), authority=url, certificates=Path(certificates) if certificates else None)
    except NoTimestamp as error:
        log.warning("the timestamp authority %s did not stamp the register: %s", authority, error)
        # An authority may put anything into its answer; no database takes a zero byte.
        why = "".join(letter for letter in str(error) if letter.isprintable())[:500]
        return {"authority": authority, "response": None, "stamped_at": None, "failure": why}
    return {"authority": authority, "response": stamp.response, "stamped_at": stamp.at, "failure": ""}
