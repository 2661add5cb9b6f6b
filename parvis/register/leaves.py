"""What one line of the register says, as canonical JSON (RFC 8785)."""

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from parvis.kernel.types import Actor, Capacity

from .errors import LeafTooLong
from .types import Event, instant

LIMIT = 8 * 1024
# As `rfc8785.dumps` writes it, in a tenth of the time: a leaf has no fractions, and names in ASCII alone.
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def leaf(
    event: Event,
    *,
    act: uuid.UUID,
    by: Actor,
    capacity: Capacity,
    at: datetime,
    commitments: Mapping[str, str] | None,
) -> str:
    """Raises `LeafTooLong` beyond 8 KiB."""
    said: dict[str, Any] = {
        "v": 1,
        "kind": event.name,
        "id": str(act),
        "at": instant(at),
        "body": event.body,
        "role": str(capacity.role),
        "actor": by.urn,
        "object": event.object,
        "payload": event.payload,
    }
    if capacity.organisation:
        said["organisation"] = capacity.organisation
    if commitments:
        said["commitments"] = dict(commitments)
    text = _canonical(said)
    if len(text.encode()) > LIMIT:
        raise LeafTooLong(_("This act carries more than the public register takes in one line. Shorten its text."))
    return text


def columns(text: str) -> dict[str, Any]:
    """What the columns beside a leaf repeat of it. Raises ValueError for what is no leaf."""
    try:
        said = json.loads(text)
        return {
            "act": uuid.UUID(said["id"]),
            "leaf": text,
            "event": said["kind"],
            "object": said["object"],
            "body": said["body"],
            "actor": said["actor"],
            "role": said["role"],
            "recorded_at": datetime.fromisoformat(said["at"]),
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no line of a register: {error}") from None


def mentioned(text: str) -> set[str]:
    """The URNs by which a line is found: its object, and every URN in its payload."""
    said = json.loads(text)
    return {said["object"], *_urns(said["payload"])}


def _urns(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("urn:parvis:"):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _urns(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _urns(part)
