import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.kernel.access import public
from parvis.kernel.errors import Invalid
from parvis.kernel.urns import urn
from parvis.ui.context import NAME, person

from . import downloads, queries
from .errors import FiltersMisread
from .feeds import journal_feed
from .forms import JournalForm, asked_again
from .picture import tree_picture
from .standing import standing_of
from .telling import Told
from .terminal import audit, commands_for, content_name, receipt_name


@public
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    viewer = person(request)
    form = JournalForm(request.GET, viewer)
    if hit := form.only_hit:
        return HttpResponseRedirect(f"?{asked_again(request.GET, object=hit.url or hit.urn)}")
    if form.is_undecided:
        found = queries.no_acts(viewer, form.filters)
    else:
        with pages_made_here():
            found = queries.journal(viewer, form.filters, spent=form.sought.spent, **_cursor(request))
    form.offer(found)
    asked = asked_again(request.GET)
    context = {
        "journal": found,
        "form": form,
        "about": found.names.get(form.filters.object),
        "candidates": [(hit, asked_again(request.GET, object=hit.url or hit.urn)) for hit in form.sought.hits],
        "chips": form.chips(found),
        "asked": f"?{asked}" if asked else "",
        **({} if form.is_undecided else _state()),
    }
    return render(request, "register/journal.html", context)


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest page of the journal, with the same filters, as Atom."""
    form = _understood(request)
    found = queries.journal(person(request), form.filters)
    member, asked = found.names.get(form.filters.body), asked_again(request.GET)
    written = journal_feed(
        request,
        found.page.rows,
        chosen=form.words(found),
        asked=f"?{asked}" if asked else "",
        author=str(member.title) if member else NAME,
    )
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")


@public
@require_safe
def journal_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _download(request, downloads.as_csv, "text/csv; charset=utf-8", "register.csv")


@public
@require_safe
def journal_json(request: HttpRequest) -> StreamingHttpResponse:
    return _download(request, downloads.as_json, "application/json", "register.json")


@public
@require_safe
def history(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Every act that names one object."""
    with pages_made_here():
        found = queries.history(urn(kind, uid), person(request), **_cursor(request))
    return render(request, "register/history.html", {"history": found, "published": queries.published()})


@public
@require_safe
def act(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Where an act that waits for its place can be seen; once it has one, the way there."""
    told = queries.act(uid, person(request))
    if not told.line.is_pending:
        return HttpResponseRedirect(told.get_absolute_url())
    return render(request, "register/act.html", {"told": told, "leaf": _indented(told)})


@public
@require_safe
def entry(request: HttpRequest, index: int) -> HttpResponse:
    placed, published = queries.entry(index, person(request)), queries.published()
    command = published and commands_for(index, published)
    kept = [(digest, content_name(index, digest.name)) for digest in placed.digests if digest.is_kept]
    context = {
        "placed": placed,
        "told": placed.told,
        "leaf": _indented(placed.told),
        "standing": standing_of(placed.told.line).value,
        "published": published,
        "command": command,
        "kept": [(digest, name, command.with_object(name)) for digest, name in kept] if command else [],
        "not_kept": [digest for digest in placed.digests if not digest.is_kept],
    }
    return render(request, "register/entry.html", context)


@public
@require_safe
def receipt(request: HttpRequest, index: int) -> HttpResponse:
    response = HttpResponse(queries.receipt(index), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{receipt_name(index)}"'
    return response


@public
@require_safe
def content(request: HttpRequest, index: int, digest: str) -> HttpResponse:
    """The very bytes that a hash in an act is of."""
    response = HttpResponse(queries.content(index, digest, person(request)), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{content_name(index, digest)}"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The register in plain words, with a picture of this log."""
    state = _state()
    context = {
        **state,
        "picture": tree_picture(),
        "verifier": queries.verifying_program(),
        "audit": state["published"] and audit(state["published"]),
    }
    return render(request, "register/about.html", context)


@contextmanager
def pages_made_here() -> Iterator[None]:
    """At an address that nobody was given there is no page."""
    try:
        yield
    except Invalid as refusal:
        raise Http404(str(refusal)) from refusal


def _state() -> dict[str, Any]:
    """How the log stands."""
    published = queries.published()
    return {
        "published": published,
        "is_unreadable": published is None and queries.is_unreadable(),
        "waiting": queries.waiting(),
        "objections": queries.objections(),
        "witnessed": queries.witnessed(),
        "timestamped": queries.timestamped(),
    }


def _indented(told: Told) -> str:
    return json.dumps(told.line.said, indent=2, ensure_ascii=False)


def _cursor(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("after", "before")}


def _understood(request: HttpRequest) -> JournalForm:
    """For what machines fetch: a part that cannot be understood would quietly give them other acts than they want."""
    form = JournalForm(request.GET, person(request))
    if misread := form.misread:
        raise FiltersMisread(" ".join(misread))
    return form


def _download(
    request: HttpRequest, write: Callable[..., Iterator[bytes]], content_type: str, name: str
) -> StreamingHttpResponse:
    lots = queries.lots(_understood(request).filters, person(request))
    response = StreamingHttpResponse(write(lots, get_language() or "en"), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that verifies this register, to read and to run alone."""
    response = HttpResponse(queries.verifying_program().content, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response
