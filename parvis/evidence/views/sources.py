import uuid
from collections.abc import Callable

from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.kernel import urns
from parvis.kernel.access import public, signed_in
from parvis.kernel.http import refusals_shown_in, show_form
from parvis.kernel.permissions import may, require
from parvis.register import queries as register
from parvis.ui.context import person

from .. import commands, queries, scanning
from ..errors import DocumentErased, DocumentWithheld
from ..forms import DocumentForm, posted
from ..models import Document
from ..types import KEPT_FOR


@public
def citation(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = queries.citation(uid)
    viewer = person(request)
    named = urns.resolve(filter(None, [found.body, found.record]), viewer)
    proposal = queries.proposal(found)
    context = {
        "citation": found,
        "owner": named.get(found.body),
        "record": named.get(found.record),
        "consulted": queries.commitment_of(found.pk),
        "history": register.history(found.urn, viewer, size=10, most_queries=3),
        "published": register.published(),
        "captures": queries.captures_page(found, **_cursor(request)) if found.page_id else None,
        "awaited": queries.awaited(found.page) if found.page else None,
        "may_copy": found.may_be_copied and may(viewer, "evidence.ask_for_capture", found),
        "proposal": proposal if proposal and may(viewer, "evidence.describe_source", found) else None,
        "may_describe": not found.erased_at and may(viewer, "evidence.describe_source", found),
        "may_erase": not found.erased_at and may(viewer, "evidence.erase_source", found),
        "may_erase_past": bool(found.said_before) and may(viewer, "evidence.erase_past_wording", found),
    }
    return render(request, "evidence/citation.html", context)


@public
def document(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """The file, its hash checked, to download: never shown inside Parvis's own pages, whatever it holds."""
    found = queries.document(uid, person(request))
    if found.erased_at:
        raise DocumentErased(_("This document was erased: %s") % found.erased_because)
    if found.is_withheld:
        raise DocumentWithheld(
            _("The malware scanner found something in this file, so nobody is given it. Its record and its hash stay.")
        )
    etag, changed = quote_etag(found.sha256), found.uploaded_at.timestamp()
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(changed))
    answer: HttpResponseBase = unchanged or _attachment(found)
    answer["ETag"], answer["Last-Modified"] = etag, http_date(changed)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "public, max-age=3600" if found.is_published else "private, no-store"
    return answer


@public
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    member, viewer = accounts.member(slug), person(request)
    shown = queries.documents_page(member.urn, viewer, **_cursor(request))
    context = {
        "member": member,
        "documents": shown,
        "may_erase": [each for each in shown if not each.erased_at and may(viewer, "evidence.erase_document", each)],
        "may_upload": may(viewer, "evidence.upload_document", Document(body=member.urn)),
        "has_scanner": scanning.is_configured(),
        "kept_for": KEPT_FOR.days,
    }
    return render(request, "evidence/documents.html", context)


@signed_in
def upload_document(request: HttpRequest, slug: str) -> HttpResponse:
    member = accounts.member(slug)
    require(request.user, "evidence.upload_document", Document(body=member.urn))
    form = posted(DocumentForm, request, body=member.urn)
    if form.is_valid():
        with refusals_shown_in(form):
            kept = commands.describe_document(form.kept, by=request.user, **form.described)
            return redirect("evidence:publish_document", slug, kept.uid)
    context = {"member": member, "form": form, "cancel_url": reverse("evidence:documents", args=[slug])}
    return show_form(request, "evidence/upload_document.html", context)


@signed_in
def publish_document(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    return _decide(request, slug, uid, "publish_document", commands.publish_document)


@signed_in
def discard_document(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    return _decide(request, slug, uid, "discard_document", commands.discard_document)


def _decide(request: HttpRequest, slug: str, uid: uuid.UUID, act: str, do: Callable[..., object]) -> HttpResponse:
    """What becomes of an upload that waits, asked once more."""
    member = accounts.member(slug)
    found = queries.document(uid, request.user, body=member.urn)
    require(request.user, f"evidence.{act}", found)
    back = reverse("evidence:documents", args=[slug])
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            do(found, by=request.user)
            return redirect(back)
    return show_form(
        request, f"evidence/{act}.html", {"member": member, "document": found, "form": form, "cancel_url": back}
    )


def _cursor(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("after", "before")}


def _attachment(document: Document) -> FileResponse:
    answer = FileResponse(
        queries.opened_document(document),
        as_attachment=True,
        filename=document.file_name,
        content_type=document.media_type,
    )
    answer["Content-Length"] = document.size
    return answer
