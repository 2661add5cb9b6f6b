"""What a timestamp authority said of the register's days, for people and for those who verify."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, Subquery
from django.utils.translation import gettext as _

from parvis.kernel import pages
from parvis.kernel.clock import today
from parvis.kernel.pages import Page

from .errors import NoSuchTimestamp
from .models import Timestamp
from .timestamping import authority_name

PAGE_SIZE = 50
# Yesterday's checkpoint is stamped today, and an authority may be away for an hour after midnight.
STAMPED_LATELY = timedelta(days=2)


@dataclass(frozen=True)
class Timestamped:
    """Whether the last checkpoint of each day is stamped by a timestamp authority (RFC 3161).

    `authority` is the one that is asked, "" where none is. `latest` is the last day that was stamped, `failed` a later
    one that was not, with the reason; both None where there is none. `is_current` says that it was done lately.
    """

    authority: str
    latest: Timestamp | None
    failed: Timestamp | None
    is_current: bool


def timestamped() -> Timestamped:
    """Costs one query."""
    days = Timestamp.objects.order_by("-day")
    last, last_stamped = (Subquery(rows.values("day")[:1]) for rows in (days, days.filter(failure="")))
    found = list(days.filter(Q(day=last) | Q(day=last_stamped)).defer("response", "note"))
    stamped = next((row for row in found if row.is_stamped), None)
    return Timestamped(
        authority=authority_name(settings.TIMESTAMP_URL),
        latest=stamped,
        failed=next((row for row in found if not row.is_stamped), None),
        is_current=stamped is not None and stamped.day >= today() - STAMPED_LATELY,
    )


def timestamps(*, after: str = "", before: str = "") -> Page[Timestamp]:
    """Newest day first."""
    rows = Timestamp.objects.defer("response", "note")
    return pages.page(rows, by=["-day"], size=PAGE_SIZE, after=after, before=before)


def timestamp(day: date) -> Timestamp:
    """Raises `NoSuchTimestamp` for a day that was not stamped."""
    found = Timestamp.objects.filter(day=day, failure="").first()
    if found is None:
        raise NoSuchTimestamp(_("No checkpoint of that day was stamped."))
    return found
