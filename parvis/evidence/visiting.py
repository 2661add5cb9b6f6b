"""A look at a cited page, and, where nothing comes back, at pages of other sites: to learn whether it is they or we."""

from parvis.kernel.clock import now
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.types import PLATFORM

from . import commands, queries
from .captures.looking import Look, look_at
from .commands.captures import LATELY
from .models import CitedPage


def visited(page: CitedPage, client: GuardedClient) -> CitedPage:
    look = look_at(page.url, client)
    if look.is_silence and not queries.has_another_site_answered(page, since=now() - LATELY):
        _look_elsewhere(page, client)
    return _noted(page, look)


def _look_elsewhere(page: CitedPage, client: GuardedClient) -> None:
    """Until one answers. Where none does, none of these looks counts: nobody else has answered."""
    for other in queries.pages_elsewhere(page):
        look = look_at(other.url, client)
        if not look.is_silence:
            _noted(other, look)
            return


def _noted(page: CitedPage, look: Look) -> CitedPage:
    return commands.note_look(page, look, by=PLATFORM)
