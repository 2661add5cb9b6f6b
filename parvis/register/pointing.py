"""What the addresses of the register's own pages are about."""

import uuid
from typing import Any

from parvis.kernel.urns import urn

from . import queries


def entry(viewer: Any, fragment: str, index: int) -> str | None:
    return queries.object_of(index)


def history(viewer: Any, fragment: str, kind: str, uid: uuid.UUID) -> str:
    return urn(kind, uid)
