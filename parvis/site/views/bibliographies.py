"""What a plan, a report or a member rests on: a page, the places that rest on one source, and files to take away."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.accounts.types import Member
from parvis.assessments import queries as reports
from parvis.evidence import queries
from parvis.evidence.queries import Sought
from parvis.evidence.types import BibliographyEntry, Citation
from parvis.kernel import urns
from parvis.kernel.access import public
from parvis.kernel.errors import NotFound
from parvis.plans import queries as plans
from parvis.ui.context import person

from .. import bibliographies
from .front import cursor


@dataclass(frozen=True)
class Owner:
    """Whose bibliography it is: `of` is the plan, report or member; `address` names its pages."""

    of: Any
    member: Member
    address: str

    @property
    def is_assessed(self) -> bool:
        """Whether evaluators record interviews for it: public plans, and reports."""
        return self.address == "report" or (self.address == "plan" and self.of.is_public)

    @property
    def name(self) -> Any:
        return self.of.title if self.address == "plan" else self.of.name


@public
def plan_bibliography(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, _plan(request, slug))


@public
def report_bibliography(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, _report(request, slug))


@public
def member_bibliography(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, _member(request, slug))


@public
def plan_bibliography_file(request: HttpRequest, slug: str, extension: str) -> StreamingHttpResponse:
    return _file(request, _plan(request, slug), extension)


@public
def report_bibliography_file(request: HttpRequest, slug: str, extension: str) -> StreamingHttpResponse:
    return _file(request, _report(request, slug), extension)


@public
def member_bibliography_file(request: HttpRequest, slug: str, extension: str) -> StreamingHttpResponse:
    return _file(request, _member(request, slug), extension)


@public
def bibliography_entry(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Every place that rests on one source, in one bibliography."""
    viewer, found = person(request), queries.entry(uid)
    owner = urns.resolve([found.bibliography.owner], viewer).get(found.bibliography.owner)
    if owner is None:
        raise NotFound(_("There is no such source, or it is not public."))
    page = queries.uses(found, **cursor(request))
    context = {
        "entry": found,
        "citation": found.citation,
        "owner": owner,
        "page": page,
        "places": bibliographies.places(page.rows, viewer, owner=found.bibliography.owner),
    }
    return render(request, "site/bibliography_entry.html", context)


def _plan(request: HttpRequest, slug: str) -> Owner:
    found = plans.plan(slug, viewer=person(request))
    return Owner(found, found.member, "plan")


def _report(request: HttpRequest, slug: str) -> Owner:
    found = reports.report(slug, viewer=person(request))
    return Owner(found, found.plan.member, "report")


def _member(request: HttpRequest, slug: str) -> Owner:
    found = accounts.member(slug)
    return Owner(found, found, "member")


def _page(request: HttpRequest, owner: Owner) -> HttpResponse:
    viewer, sought = person(request), _sought(request)
    order = request.GET.get("order", "")
    if order not in queries.ORDERS:
        order = "title"
    bibliography = queries.bibliography(owner.of.urn)
    page = queries.entries(bibliography, sought=sought, order=order, **cursor(request))
    context = {
        "owner": owner,
        "member": owner.member,
        "bibliography": bibliography,
        "page": page,
        "entries": bibliographies.with_places(page.rows, viewer, owner=owner.of.urn),
        "sought": sought,
        "found": queries.count_found(bibliography, sought),
        "order": order,
        "orders": bibliographies.ORDERS,
        "kinds": bibliographies.kinds(bibliography),
        "states": bibliographies.states(bibliography),
        "held": queries.interviews_held(getattr(bibliography, "tallies", [])),
        "quotations": getattr(bibliography, "quotations", []),
        "orphaned": queries.orphaned_quotations(owner.of.urn, viewer) if owner.is_assessed else [],
        **bibliographies.acts_of_evaluators(owner.of.urn, owner.member, viewer, is_assessed=owner.is_assessed),
        "copies": bibliographies.act_of_staff(owner.of.urn, owner.member, viewer, is_assessed=owner.is_assessed),
        "files": bibliographies.files(owner.address, owner.of.slug, request.GET),
    }
    return render(request, "site/bibliography.html", context)


def _file(request: HttpRequest, owner: Owner, extension: str) -> StreamingHttpResponse:
    """The entries that the page with the same filters shows, all of them."""
    if extension not in queries.FORMATS:
        raise NotFound(_("A bibliography can be had as .json (CSL-JSON), .bib (BibTeX) and .ris."))
    pieces = queries.exported(owner.of.urn, _sought(request), extension)
    response = StreamingHttpResponse(pieces, content_type=queries.FORMATS[extension].media_type)
    response["Content-Disposition"] = f'attachment; filename="{owner.of.slug}-bibliography.{extension}"'
    return response


def _sought(request: HttpRequest) -> Sought:
    """A kind or a state that is none asks nothing."""
    words, kind, state = (request.GET.get(name, "").strip()[:200] for name in ("q", "kind", "state"))
    return Sought(
        words=words.replace("\0", ""),
        kind=kind if kind in Citation.Kind else "",
        state=state if state in BibliographyEntry.State else "",
    )
