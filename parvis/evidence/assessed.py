"""Plans and reports for which evaluators consult and interview. Higher rooms say which there are."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.kernel import urns

from .errors import NotAssessed


@dataclass(frozen=True)
class Assessed:
    """Something public. `body` is the URN of its member; `bibliographies` are those of what it belongs to (URNs)."""

    urn: str
    body: str
    title: object
    url: str
    bibliographies: tuple[str, ...]


Find = Callable[[UUID], Assessed | None]

_finders: dict[str, Find] = {}


def declare_assessed(kind: str, *, find: Find) -> None:
    """`find` answers with nothing for what is not public."""
    _finders[kind] = find


def assessed(urn: str, *, body: str) -> Assessed:
    """Raises `NotAssessed` also for a plan or report of another member."""
    kind, uid = urns.parse(urn) if urns.is_urn(urn) else ("", "")
    found = _finders[kind](UUID(uid)) if kind in _finders else None
    if found is None or found.body != body:
        raise NotAssessed(_("This member has no such public plan or report. Begin again from its bibliography."))
    return found
