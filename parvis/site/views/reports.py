from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.accounts import queries as accounts
from parvis.assessments import queries
from parvis.assessments.types import ReportKind
from parvis.contributions import queries as contributions
from parvis.kernel import clock
from parvis.kernel.access import public
from parvis.kernel.errors import NotFound
from parvis.plans import queries as plans
from parvis.ui.context import person

from .. import acts, structured
from .front import cursor


@public
def reports(request: HttpRequest) -> HttpResponse:
    """All reports, a page at a time; `?kind=`, `?member=`, `?order=`."""
    slug, kind, order = (request.GET.get(name, "") for name in ("member", "kind", "order"))
    member = accounts.member(slug) if slug else None
    page = queries.reports(viewer=person(request), kind=kind, member=member, order=order, **cursor(request))
    context = {
        "reports": page,
        "kind": kind,
        "kinds": ReportKind.choices,
        "order": order,
        "member": member,
        "members": accounts.members(),
    }
    return render(request, "site/reports.html", context)


@public
def plan_reports(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of a plan: those that are here, and those that the rules ask for and are not."""
    viewer = person(request)
    plan = plans.plan(slug, viewer=viewer)
    today = clock.today(plan.member.time_zone)
    expected = queries.expected(plan, plans.contents(plan), viewer=viewer)
    context = {
        "plan": plan,
        "member": plan.member,
        "today": today,
        "expected": [(one, one.is_overdue(today), [(day, one.came_late(day)) for day in one.due]) for one in expected],
        "here": sum(len(one.reports) for one in expected),
    }
    return render(request, "site/plan_reports.html", context)


@public
def report(request: HttpRequest, slug: str) -> HttpResponse:
    viewer = person(request)
    try:
        reading = queries.reading(slug, viewer=viewer)
    except NotFound:
        return _withdrawn(request, queries.withdrawn_report(slug, viewer=viewer))
    found = reading.report
    context = {
        "reading": reading,
        "report": found,
        "plan": found.plan,
        "member": found.plan.member,
        "acts": acts.on_report(found, viewer),
        "structured": structured.report(found, reading.authors),
        "thread": contributions.on(queries.subject_of(found), **cursor(request)),
    }
    return render(request, "site/report.html", context)


def _withdrawn(request: HttpRequest, report: queries.Report) -> HttpResponse:
    """What stays at the address of a report that was withdrawn: that it was, and why."""
    context = {"report": report, "plan": report.plan, "member": report.plan.member}
    return render(request, "site/withdrawn_report.html", context, status=410)


@public
def report_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The file of the report, to keep and to import elsewhere."""
    found = queries.report(slug, viewer=person(request))
    response = HttpResponse(queries.as_file(found), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.json"'
    return response
