from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.accounts.types import Member
from parvis.assessments import queries as reports
from parvis.kernel import clock
from parvis.kernel.access import public
from parvis.kernel.pages import Page
from parvis.plans import queries as plans
from parvis.ui.context import person

from .. import endings, member_comparison, structured, tables
from .front import cursor


@public
def members(request: HttpRequest) -> HttpResponse:
    """The full members, then how many are known from OGP's data alone."""
    page = accounts.members(**cursor(request))
    context = {"members": _with_tallies(page), "page": page, "reference_count": accounts.count_reference_members()}
    return render(request, "site/members.html", context)


@public
def reference_members(request: HttpRequest) -> HttpResponse:
    """By region; `?letters=` of their name, `?region=`."""
    letters, region = request.GET.get("letters", "")[:60], request.GET.get("region", "")
    regions = Member.Region.choices
    if region not in dict(regions):
        region = ""
    page = accounts.reference_members(letters=letters, region=region, **cursor(request))
    by_region = [
        (label, [pair for pair in _with_tallies(page) if pair[0].region == code])
        for code, label in [("", _("Region not stated")), *regions]
    ]
    context = {
        "by_region": [(label, pairs) for label, pairs in by_region if pairs],
        "page": page,
        "letters": letters,
        "region": region,
        "regions": regions,
    }
    return render(request, "site/reference_members.html", context)


def _with_tallies(page: Page[Member]) -> list[tuple[Member, Any]]:
    """Each with how much it has published, or nothing."""
    tallies = plans.tallies_of(page)
    return [(member, tallies.get(member.pk)) for member in page]


@public
def member(request: HttpRequest, slug: str) -> HttpResponse:
    viewer = person(request)
    found = accounts.member(slug, also=plans.with_public_plans(newest=endings.PLANS_DRAWN))
    today = clock.today(found.time_zone)
    context = {
        "member": found,
        "today": today,
        "plans": plans.plans(viewer=viewer, member=found, **cursor(request)),
        "reports": reports.reports(viewer=viewer, member=found, size=3),
        "tally": plans.tallies(member=found),
        "organisations": accounts.organisations(member=found, size=6 if found.is_reference else 12),
        "structured": structured.member(found),
        **_compared(found),
    }
    if found.is_reference:
        # All of them came on one day; the year in which a plan was submitted says more.
        context["newest_first"] = sorted(context["plans"], key=_submitted, reverse=True)
        return render(request, "site/reference_member.html", context)
    context |= {
        "late": plans.late_milestones(viewer=viewer, today=today, member=found, size=5),
        "coming": plans.coming(viewer=viewer, today=today, member=found, size=5),
    }
    return render(request, "site/member.html", context)


def _submitted(plan: plans.ActionPlan) -> str:
    return plan.submitted_on.text if plan.submitted_on else ""


def _compared(member: Member) -> dict[str, Any]:
    """Nothing where it has no public commitment."""
    found = reports.comparison(member, member.public_plans)
    if not found.own.commitments:
        return {"member_comparison": None}
    return {
        "member_comparison": found,
        "beside_everyone": endings.beside_everyone(found, member),
        "over_plans": endings.over_plans(found),
        "plans_drawn": endings.PLANS_DRAWN,
        "by_area": endings.by_area(found, member) if found.by_area else None,
    }


@public
def member_comparison_csv(request: HttpRequest, slug: str) -> HttpResponse:
    found = accounts.member(slug, also=plans.with_public_plans())
    rows = member_comparison.rows(reports.comparison(found, found.public_plans), found)
    return tables.csv_response(
        f"{found.slug}-comparison.csv", [member_comparison.columns(), *(list(row.values()) for row in rows)]
    )


@public
def member_comparison_json(request: HttpRequest, slug: str) -> HttpResponse:
    found = accounts.member(slug, also=plans.with_public_plans())
    rows = list(member_comparison.rows(reports.comparison(found, found.public_plans), found))
    response = JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-comparison.json"'
    return response


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
