"""One request at a time to a host, and at most one a second, whichever of our processes asks.

Counted in the shared cache, a table (docs/decisions/0010), so that it holds across processes. A slot that a killed
process holds is free again when it expires.
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache

from .errors import HostBusy

APART = 1.0
_PATIENCE = 45.0
_HELD_AT_MOST = 90
_LOOK_AGAIN = 0.1


@contextmanager
def paced(host: str) -> Iterator[None]:
    """Wait for this host's turn and hold it. Raises `HostBusy` after 45 s."""
    slot, last, mine = f"fetching:slot:{host}", f"fetching:last:{host}", uuid.uuid4().hex
    _take(slot, mine)
    try:
        began = cache.get(last, 0.0)
        time.sleep(min(APART, max(0.0, began + APART - time.time())))
        cache.set(last, time.time(), timeout=10)
        yield
    finally:
        if cache.get(slot) == mine:
            cache.delete(slot)


@contextmanager
def unpaced(_host: str) -> Iterator[None]:
    """For addresses of this machine, which belong to the tests and to the demonstration."""
    yield


def _take(slot: str, mine: str) -> None:
    until = time.monotonic() + _PATIENCE
    while not cache.add(slot, mine, timeout=_HELD_AT_MOST):
        if time.monotonic() > until:
            raise HostBusy(slot)
        time.sleep(_LOOK_AGAIN)
