"""The one place that reads the clock. Deadlines are decided by the database's clock, so that two servers agree."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone


def now() -> datetime:
    """The instant, UTC, of this process: for stamps and for display."""
    return timezone.now()


def database_now() -> datetime:
    """The instant, UTC, by the database's clock (costs a query on PostgreSQL): for deciding deadlines."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def today(time_zone: str = "UTC") -> date:
    """The calendar day it is now in a time zone, such as a member's."""
    return _day(timezone.now(), time_zone)


def database_today(time_zone: str) -> date:
    """The same by the database's clock: for deciding whether something that closes as a day begins is still open."""
    return _day(database_now(), time_zone)


def _day(instant: datetime, time_zone: str) -> date:
    return instant.astimezone(ZoneInfo(time_zone)).date()
