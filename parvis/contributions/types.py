"""What can be commented on, and what a page shows of it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel import urns
from parvis.kernel.pages import Page


class State(models.TextChoices):
    PUBLISHED = "published", _("Published")
    HIDDEN = "hidden", _("Hidden")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Ground(models.TextChoices):
    """Why a contribution may be hidden. An opinion is none of these, however unwelcome."""

    PERSONAL_DATA = "personal_data", _("Personal information about someone")
    HATE = "hate", _("Insults, threats or incitement to hatred")
    UNLAWFUL = "unlawful", _("Unlawful to publish")
    ADVERTISING = "advertising", _("Advertising, or the same text sent many times")
    ELSEWHERE = "elsewhere", _("Not about this text")


@dataclass(frozen=True)
class Subject:
    """A public thing that people may comment on while it is open. `body` is the URN of the member it belongs to."""

    urn: str
    body: str
    title: object
    url: str
    is_open: bool


@dataclass(frozen=True)
class Thread:
    """What was said about a subject: how many contributions are published, and one page of them, the latest first."""

    subject: Subject
    count: int
    page: Page


Find = Callable[[UUID], Subject | None]

_finders: dict[str, Find] = {}


def declare_subject(kind: str, *, find: Find) -> None:
    """Let people comment on a kind of thing (as in its URN). `find` answers with nothing for what is not public."""
    _finders[kind] = find


def find_subject(urn: str) -> Subject | None:
    try:
        kind, uid = urns.parse(urn)
        return _finders[kind](UUID(uid)) if kind in _finders else None
    except ValueError:
        return None
