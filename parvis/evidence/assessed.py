"""Plans and reports for which evaluators consult and interview. Higher rooms say which there are."""

from collections.abc import Callable, Iterable
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

Every = Callable[[str], Iterable[Assessed]]

_finders: dict[str, Find] = {}
_listers: dict[str, Every] = {}


def declare_assessed(kind: str, *, find: Find, every: Every) -> None:
    """`find` answers with nothing for what is not public; `every` lists what is of a member (its URN)."""
    _finders[kind] = find
    _listers[kind] = every


def every_assessed(body: str) -> list[Assessed]:
    """The public plans and reports of a member (its URN), kind by kind, the newest of each first."""
    return [each for every in _listers.values() for each in every(body)]


def assessed(urn: str, *, body: str) -> Assessed:
    """Raises `NotAssessed` also for a plan or report of another member."""
    kind, uid = urns.parse(urn) if urns.is_urn(urn) else ("", "")
    found = _finders[kind](UUID(uid)) if kind in _finders else None
    if found is None or found.body != body:
        raise NotAssessed(_("This member has no such public plan or report. Begin again from its bibliography."))
    return found
