from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from .errors import NotPermitted, Refusal


class RefusalPages:
    """Show a refusal that no form took as a page: its sentence, with its status. The template is the status's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        templates = [f"{exception.status}.html", "refusal.html"]
        return render(request, templates, {"refusal": exception}, status=exception.status)


SECRETS = ("csrf", "password", "code")


@contextmanager
def refusals_shown_in(form: BaseForm) -> Iterator[None]:
    """Put a command's refusal beside the field it names, or at the top of the form, with the typed text kept.

    Lacking permission is no mistake in the form, so it goes on to the 403 page.
    """
    try:
        yield
    except NotPermitted:
        raise
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))


def show_form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page with its form: 200 when first shown, 422 when what was typed was refused."""
    form = context["form"]
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def swap_or_go(request: HttpRequest, template: str, context: dict[str, Any], *, to: str) -> HttpResponse:
    """After a write: the fragment for an htmx request, a redirect for everyone else."""
    if getattr(request, "htmx", False):
        return render(request, template, context)
    return HttpResponseRedirect(to)


def keep_typed(request: HttpRequest) -> HttpResponse:
    """Give back what was posted, to be sent again once the person has signed in; 403, and nothing was done.

    Only to who sent it from a page of this site, and never a password or a code.
    """
    is_own = request.headers.get("Sec-Fetch-Site", "") == "same-origin" or _origin(request) == request.headers.get(
        "Origin"
    )
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name for word in SECRETS)
        for value in values
    ]
    return render(request, "ui/kept_form.html", {"typed": typed if is_own else []}, status=403)


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
