"""What the clocks of others said last: of the witnesses, in their cosignatures, and of the timestamp authority."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from .models import Checkpoint, Timestamp
from .timestamping import authority_name
from .witnesses import panel

MAY_DIFFER = timedelta(seconds=60)


def others_times() -> Iterator[tuple[str, datetime]]:
    """Who said it and when it was then, of those that are in the settings still.

    Of the witnesses the middle one speaks, the earlier of two: one whose clock is wrong stops nothing beside others.
    """
    checkpoint = Checkpoint.objects.filter(cosigned__gt=0).order_by("-size", "-pk").first()
    times = sorted((at, name) for name, at in panel().cosigned(checkpoint.note).items()) if checkpoint else []
    if times:
        at, name = times[(len(times) - 1) // 2]
        yield f"the witness {name} (PARVIS_REGISTER_WITNESSES)", at
    authority = authority_name(settings.TIMESTAMP_URL)
    stamp = Timestamp.objects.filter(failure="", authority=authority).order_by("-day").first() if authority else None
    if stamp and stamp.stamped_at:
        yield f"the timestamp authority {authority} (PARVIS_TIMESTAMP_URL)", stamp.stamped_at
