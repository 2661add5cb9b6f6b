"""The day it is where a member is, for what can only have happened by then."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from parvis.accounts.types import Person
from parvis.kernel.clock import today
from parvis.kernel.dates import PartialDate

from .errors import InTheFuture


def today_for(by: Any, body: str) -> date:
    """In the time zone of the member (URN) for which this person acts; of Greenwich, where they do so no longer."""
    held = by.current_memberships if isinstance(by, Person) else []
    return today(next((each.member.time_zone for each in held if each.member.urn == body), "UTC"))


def require_past(on: PartialDate, *, by: Any, body: str, field: str) -> None:
    """Of an inexact date, only what cannot be true is refused. Raises `InTheFuture`."""
    if on.first_day > today_for(by, body):
        raise InTheFuture(_("This day has not come yet. Give today or an earlier day."), field=field)
