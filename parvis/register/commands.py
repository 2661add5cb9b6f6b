import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from parvis.kernel import bulk
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.permissions import asked_already
from parvis.kernel.types import Actor

from .lines import Recorded, line
from .models import Checkpoint, Outbox, Timestamp
from .subscriptions import announce_after_commit
from .subscriptions import subscribe as subscribe
from .timestamping import NoTimestamp, authority_name, stamped
from .types import Event

log = logging.getLogger(__name__)


@asked_already("the act whose line it is has asked")
@not_an_act("it is the act's own line")
def record(event: Event, *, by: Actor, commitments: Mapping[str, str] | None = None) -> Recorded:
    """Put an act on the register, in the transaction of the command that does it.

    `commitments` are salted digests (`types.commitment`) by name. Raises `LeafTooLong`.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an act and its line on the register need one transaction")
    recorded = line(event, by=by, commitments=commitments)
    bulk.append(Outbox, Outbox.COLUMNS, recorded)
    announce_after_commit(event)
    return recorded


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
    authority = authority_name(url)
    try:
        stamp = stamped(note.encode(), authority=url, certificates=Path(certificates) if certificates else None)
    except NoTimestamp as error:
        log.warning("the timestamp authority %s did not stamp the register: %s", authority, error)
        # An authority may put anything into its answer; no database takes a zero byte.
        why = "".join(letter for letter in str(error) if letter.isprintable())[:500]
        return {
            "authority": authority,
            "response": None,
            "stamped_at": None,
            "failure": why,
            "reason": error.reason,
        }
    told = {"authority": authority, "response": stamp.response, "stamped_at": stamp.at}
    return told | {"failure": "", "reason": ""}
