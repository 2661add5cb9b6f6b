"""Who may enter a view. Every view says so with one of these marks; a view without one is refused (deny by default)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.module_loading import import_string

from .http import keep_typed

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Anyone may enter."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """People with an account may enter; the command or query decides what they may do there.

    Who is signed out while they type gets their words back, to send them again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST":
                return keep_typed(request)
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access = "signed_in"  # type: ignore[attr-defined]
    return guarded


class DenyByDefault:
    """Refuse views that do not say who may enter, except whole packages named in `ACCESS_BY_PACKAGE`.

    Staff without a second factor reach only the pages named in `SECOND_FACTOR_PAGES`: `SECOND_FACTOR_CHECK`
    names the predicate, so that the kernel knows nothing of accounts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.lacks_second_factor = import_string(settings.SECOND_FACTOR_CHECK)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        access_of(view)
        name = request.resolver_match and request.resolver_match.view_name
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or name in settings.SECOND_FACTOR_PAGES:
            return None
        if self.lacks_second_factor(request.user):
            return redirect(settings.SECOND_FACTOR_ENROL)
        return None


def access_of(view: View) -> str:
    """`public`, `signed_in` or the mark that settings give to a library's package; raises where a view says nothing."""
    mark = getattr(view, "access", None)
    if mark is None:
        package = view.__module__.partition(".")[0]
        mark = settings.ACCESS_BY_PACKAGE.get(package)
    if mark is None:
        raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} does not say who may enter")
    return mark
