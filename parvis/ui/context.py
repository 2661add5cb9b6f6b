"""What every page needs around its content. Session and user are read only when a session cookie came along."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

NAME = "Parvis"
SECTIONS = [
    ("site:plans", _("Plans")),
    ("site:commitments", _("Commitments")),
    ("site:members", _("Members")),
    ("site:calendar", _("Calendar")),
    ("register:journal", _("Register")),
    ("site:glossary", _("Glossary")),
]


@dataclass(frozen=True)
class Alternate:
    """The same page in another language (or the same one): `path` keeps the query, `url` is the public address."""

    code: str
    name: str
    path: str
    url: str
    current: bool


@dataclass(frozen=True)
class Section:
    """A part of the site. `current` goes into `aria-current`: `page` on its own page, `true` below it, else empty."""

    label: object
    url: str
    current: str


@dataclass(frozen=True)
class Frame:
    """The frame of a page, in templates as `frame`."""

    name: str
    language: str
    canonical: str
    alternates: Sequence[Alternate]
    default: str
    sections: Sequence[Section]
    person: Any
    may_hold_messages: bool
    demonstration: bool


def page(request: HttpRequest) -> dict[str, Frame]:
    rest = _path_without_language(request.path)
    return {
        "frame": Frame(
            name=NAME,
            language=get_language() or settings.LANGUAGE_CODE,
            canonical=settings.PARVIS_ORIGIN + request.path,
            alternates=[_alternate(code, rest, request) for code, _name in settings.LANGUAGES],
            default=f"{settings.PARVIS_ORIGIN}/{settings.LANGUAGE_CODE}/{rest}",
            sections=[_section(label, reverse(name), request.path) for name, label in SECTIONS],
            person=person(request),
            may_hold_messages=bool({"messages", settings.SESSION_COOKIE_NAME} & request.COOKIES.keys()),
            demonstration=settings.DEMONSTRATION,
        )
    }


def person(request: HttpRequest) -> Any:
    """Whoever is signed in, else an AnonymousUser, without opening a session for those who have none."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return request.user
    return AnonymousUser()


def _alternate(code: str, rest: str, request: HttpRequest) -> Alternate:
    path = f"/{code}/{rest}"
    query = request.META.get("QUERY_STRING", "")
    return Alternate(
        code=code,
        name=get_language_info(code)["name_local"].capitalize(),
        path=f"{path}?{query}" if query else path,
        url=settings.PARVIS_ORIGIN + path,
        current=code == get_language(),
    )


def _path_without_language(path: str) -> str:
    """`/fr/plans/x/` → `plans/x/`. Of an address without a language nothing is kept: it has no page in any."""
    code, _slash, rest = path.lstrip("/").partition("/")
    return rest if code in dict(settings.LANGUAGES) else ""


def _section(label: object, url: str, path: str) -> Section:
    return Section(label, url, "page" if path == url else "true" if path.startswith(url) else "")
