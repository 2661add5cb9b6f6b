"""Limits on sign-in live in the shared cache, a table, so that they hold across processes."""

from typing import Any

from django.core.management import call_command


def make_cache_table(sender: Any, using: str, **_signal: Any) -> None:
    """Part of `parvis migrate`; does nothing where the table exists."""
    call_command("createcachetable", database=using, verbosity=0)
