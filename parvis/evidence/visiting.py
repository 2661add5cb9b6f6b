"""A look at a cited page, and, where nothing comes back, at pages of other sites: to learn whether it is they or we."""

from django.core.cache import cache

from parvis.kernel.clock import now
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.types import PLATFORM

from . import commands, queries
from .captures.looking import Look, look_at
from .commands.captures import LATELY
from .models import CitedPage

# For so many seconds after nobody answered, nobody else is asked whether it is our own network that is down.
_QUIET, _QUIET_FOR = "evidence.nobody_answers", 600


def visited(page: CitedPage, client: GuardedClient) -> CitedPage:
    look = look_at(page.url, client)
    if look.is_silence and not queries.has_another_site_answered(page, since=now() - LATELY) and not cache.get(_QUIET):
        _look_elsewhere(page, client)
    return _noted(page, look)


def _look_elsewhere(page: CitedPage, client: GuardedClient) -> None:
    """Until one answers. Where none does, none of these looks counts: nobody else has answered."""
    for other in queries.pages_elsewhere(page):
        look = look_at(other.url, client)
        if not look.is_silence:
            _noted(other, look)
            return
    cache.set(_QUIET, True, timeout=_QUIET_FOR)


def _noted(page: CitedPage, look: Look) -> CitedPage:
    return commands.note_look(page, look, by=PLATFORM)
