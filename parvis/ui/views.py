from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.kernel.access import public


@public
def design(request: HttpRequest) -> HttpResponse:
    """Every component and control, in all its states, in the language of the address."""
    return render(request, "ui/design.html")
