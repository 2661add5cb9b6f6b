import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.kernel.access import public
from parvis.kernel.errors import Invalid
from parvis.ui.context import person

from . import queries
from .errors import NoSuchEntry, NotPublishedYet
from .feeds import journal_feed
from .forms import JournalForm


@public
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    form = JournalForm(request.GET)
    cursor = {name: request.GET.get(name, "") for name in ("after", "before")}
    try:
        found = queries.journal(person(request), form.filters, **cursor)
    except Invalid as refusal:
        raise Http404(str(refusal)) from refusal
    form.offer(found)
    context = {"journal": found, "form": form, "published": queries.published()}
    return render(request, "register/journal.html", context)


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest page of the journal, with the same filters, as Atom."""
    form = JournalForm(request.GET)
    found = queries.journal(person(request), form.filters)
    return HttpResponse(journal_feed(request, found.page.rows), content_type="application/atom+xml; charset=utf-8")


@public
@require_safe
def entry(request: HttpRequest, index: int) -> HttpResponse:
    try:
        told = queries.entry(index, person(request))
    except NoSuchEntry as refusal:
        raise Http404(str(refusal)) from refusal
    context = {
        "told": told,
        "leaf": json.dumps(told.line.said, indent=2, ensure_ascii=False),
        "published": queries.published(),
    }
    return render(request, "register/entry.html", context)


@public
@require_safe
def receipt(request: HttpRequest, index: int) -> HttpResponse:
    try:
        text = queries.receipt(index)
    except (NoSuchEntry, NotPublishedYet) as refusal:
        raise Http404(str(refusal)) from refusal
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="parvis-{index}.tlog-proof"'
    return response


@public
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that verifies this register, to read and to run alone."""
    response = HttpResponse(queries.verifying_program().content, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response
