from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.assessments import queries as reports
from parvis.kernel.access import public

from ..glossary import terms


@public
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "site/glossary.html", {"terms": terms(), "definitions": reports.definitions()})


@public
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")
