"""Pages for what went wrong. Each is made without asking the database who reads it."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.kernel.access import public
from parvis.kernel.http import keep_typed
from parvis.register.errors import StoreUnreachable

TRY_AGAIN_AFTER = "30"  # seconds: longer than a database takes to start again


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or the browser keeps no cookies: what was typed comes back, to be sent again."""
    return keep_typed(request)


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


@public
def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"refusal": exception}, status=403)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """The database may be what failed, so nothing of the session is read. Where it is, or where the storage of the
    register does not answer, that passes: 503."""
    if isinstance(sys.exception(), InterfaceError | OperationalError | StoreUnreachable):
        response = render(None, "503.html", status=503)
        response["Retry-After"] = TRY_AGAIN_AFTER
        return response
    return render(None, "500.html", status=500)
