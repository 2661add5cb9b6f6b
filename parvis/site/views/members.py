from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.accounts import queries as accounts
from parvis.assessments import queries as reports
from parvis.kernel import clock
from parvis.kernel.access import public
from parvis.plans import queries as plans
from parvis.ui.context import person

from .. import structured
from .front import cursor


@public
def members(request: HttpRequest) -> HttpResponse:
    return render(request, "site/members.html", {"members": accounts.members(**cursor(request))})


@public
def member(request: HttpRequest, slug: str) -> HttpResponse:
    viewer, found = person(request), accounts.member(slug)
    today = clock.today(found.time_zone)
    context = {
        "member": found,
        "today": today,
        "plans": plans.plans(viewer=viewer, member=found, **cursor(request)),
        "reports": reports.reports(viewer=viewer, member=found, size=3),
        "tally": plans.tallies(member=found),
        "late": plans.late_milestones(viewer=viewer, today=today, member=found, size=5),
        "coming": plans.coming(viewer=viewer, today=today, member=found, size=5),
        "organisations": accounts.organisations(member=found, size=12),
        "structured": structured.member(found),
    }
    return render(request, "site/member.html", context)


@public
def organisations(request: HttpRequest) -> HttpResponse:
    slug = request.GET.get("member", "")
    member = accounts.member(slug) if slug else None
    page = accounts.organisations(member=member, **cursor(request))
    return render(request, "site/organisations.html", {"organisations": page, "member": member})


@public
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything one body answers for."""
    viewer, found = person(request), accounts.organisation(slug)
    context = {
        "organisation": found,
        "member": found.member,
        "today": clock.today(found.member.time_zone),
        "involvements": plans.involvements(found, viewer=viewer, **cursor(request)),
        "milestones": plans.milestones_of(found, viewer=viewer, size=10),
        "structured": structured.organisation(found),
    }
    return render(request, "site/organisation.html", context)


@public
def organisation_milestones(request: HttpRequest, slug: str) -> HttpResponse:
    found = accounts.organisation(slug)
    context = {
        "organisation": found,
        "member": found.member,
        "today": clock.today(found.member.time_zone),
        "milestones": plans.milestones_of(found, viewer=person(request), **cursor(request)),
    }
    return render(request, "site/organisation_milestones.html", context)
