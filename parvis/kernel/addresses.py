"""From the address of a page to the URN of what it shows: each room says it of its own pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from .urns import urn

# Called with the viewer, the address's fragment, and the arguments that the address gives to its view.
Finder = Callable[..., str | None]

_finders: dict[str, Finder] = {}


def declare(name: str, find: Finder) -> None:
    """`find(viewer, fragment, **arguments)` answers for the address called `name`; None where nothing is there."""
    _finders[name] = find


def is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "/"))


def urn_at(address: str, viewer: Any) -> str | None:
    """What the page shows, or the part of it that the fragment names; None for other sites and for pages about nothing.

    Takes whole addresses, and those that begin with `/`.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc and parts.netloc.casefold() != urlsplit(settings.PARVIS_ORIGIN).netloc.casefold():
        return None
    path = unquote(parts.path)
    with translation.override(_language(path)):
        try:
            found = resolve(path)
        except Resolver404:
            return None
    find = _finders.get(found.view_name)
    return find(viewer, unquote(parts.fragment), **found.kwargs) if find else None


def named_by_uid(kind: str) -> Finder:
    """For pages whose address holds the `uid` of a thing of this kind."""
    return lambda viewer, fragment, uid: urn(kind, uid)


def _language(path: str) -> str | None:
    """Addresses resolve in the language that they begin with."""
    code = path.lstrip("/").partition("/")[0]
    return code if code in dict(settings.LANGUAGES) else None
