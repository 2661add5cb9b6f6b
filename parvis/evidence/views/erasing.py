"""Erasing what is public. It cannot be undone, so each asks for a reason, or once more."""

import uuid

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.kernel.access import signed_in
from parvis.kernel.permissions import require
from parvis.kernel.steps import confirm, typed

from .. import commands, queries
from ..forms import ReasonForm
from ._languages import languages


@signed_in
def erase_source(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    citation = queries.citation(uid)
    require(request.user, "evidence.erase_source", citation)
    form = ReasonForm(**typed(request), languages=languages(request, citation.body), label=_("Why it is erased"))
    return confirm(
        request,
        "evidence/erase_source.html",
        {"form": form, "citation": citation, "cancel_url": citation.get_absolute_url()},
        heading=_("Erase this source"),
        do=lambda data: commands.erase_source(citation, by=request.user, **data),
        to=citation.get_absolute_url(),
        said=_("The source is erased. That there was one, and your reason, stay."),
    )


@signed_in
def erase_past_wording(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    citation = queries.citation(uid)
    require(request.user, "evidence.erase_past_wording", citation)
    return confirm(
        request,
        "evidence/erase_past_wording.html",
        {"form": Form(**typed(request)), "citation": citation, "cancel_url": citation.get_absolute_url()},
        heading=_("Erase what it said before"),
        do=lambda data: commands.erase_past_wording(citation, by=request.user),
        to=citation.get_absolute_url(),
        said=_("What was said of it before is erased."),
    )


@signed_in
def erase_document(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    member = accounts.member(slug)
    document = queries.document(uid, request.user, body=member.urn)
    require(request.user, "evidence.erase_document", document)
    form = ReasonForm(**typed(request), languages=languages(request, document.body), label=_("Why it is erased"))
    back = reverse("evidence:documents", args=[slug])
    return confirm(
        request,
        "evidence/erase_document.html",
        {"form": form, "document": document, "cancel_url": back},
        heading=_("Erase this document"),
        do=lambda data: commands.erase_document(document, by=request.user, **data),
        to=back,
        said=_("The document is erased. Its hash and your reason stay."),
    )
