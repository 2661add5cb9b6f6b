from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.assessments.facets import LANGUAGES
from parvis.kernel import clock, urns
from parvis.kernel.access import public
from parvis.plans import queries as plans
from parvis.register import queries as register
from parvis.search import queries as index
from parvis.ui.context import person

from ..findable import SOURCES

# Few kinds of objects among them, for each costs a query.
NEWS = [
    "plans.plan_imported",
    "plans.plan_opened",
    "plans.plan_submitted",
    "plans.plan_launched",
    "plans.plan_ended",
    "plans.progress_reported",
    "plans.milestone_completed",
]
# In the order of reading. Each of which hits are shown costs a query, and a page has eight: the others are counted.
KINDS = ("commitment", "plan", "report", "member", "organisation", "milestone", "term")
MOST_KINDS = 4


@public
def home(request: HttpRequest) -> HttpResponse:
    viewer, today = person(request), clock.today()
    context = {
        "plans": plans.current_plans(size=6),
        "late": plans.late_milestones(viewer=viewer, today=today, size=5),
        "acts": register.newest(viewer, events=NEWS),
        "today": today,
    }
    return render(request, "site/home.html", context)


@public
def late(request: HttpRequest) -> HttpResponse:
    """All that is late, a page at a time."""
    today = clock.today()
    late = plans.late_milestones(viewer=person(request), today=today, size=25, **cursor(request))
    return render(request, "site/late.html", {"late": late, "today": today})


@public
def search(request: HttpRequest) -> HttpResponse:
    """Everything that the viewer may see, grouped by kind; `?kind=` for all of one kind, a page at a time."""
    query, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    labels = {known.name: known.label for known in urns.kinds()}
    context: dict[str, Any] = {"query": query, "kind": kind, "kinds": [(name, labels[name]) for name in KINDS]}
    asking: dict[str, Any] = {"languages": LANGUAGES, "viewer": person(request)}
    if kind in SOURCES:
        context["results"] = index.search(query, kind=kind, **asking, **cursor(request))
    else:
        groups = index.search_by_kind(query, kinds=KINDS, most_kinds=MOST_KINDS, **asking)
        context |= {"kind": "", "groups": groups, "more_kinds": [group for group in groups if not group.hits]}
    return render(request, "site/search.html", context)


def cursor(request: HttpRequest) -> dict[str, str]:
    """Where in a list the address says to go on."""
    return {name: request.GET[name] for name in ("after", "before") if request.GET.get(name)}
