from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
    query, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    kinds = [(known.name, known.label) for known in urns.kinds() if known.name in SOURCES]
    if kind not in SOURCES:
        kind = ""
    languages = [code for code, _name in settings.LANGUAGES]
    found = index.search(query, languages=languages, viewer=person(request), kind=kind, **cursor(request))
    return render(request, "site/search.html", {"query": query, "kind": kind, "kinds": kinds, "results": found})


def cursor(request: HttpRequest) -> dict[str, str]:
    """Where in a list the address says to go on."""
    return {name: request.GET[name] for name in ("after", "before") if request.GET.get(name)}
