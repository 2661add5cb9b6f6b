from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.kernel import clock
from parvis.kernel.access import public
from parvis.plans import queries as plans
from parvis.ui.context import person


@public
def home(request: HttpRequest) -> HttpResponse:
    viewer, today = person(request), clock.today()
    context = {
        "plans": plans.current_plans(size=6),
        "late": plans.late_milestones(viewer=viewer, today=today, size=5),
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
    return render(request, "site/search.html", {"query": request.GET.get("q", "").strip()})


def cursor(request: HttpRequest) -> dict[str, str]:
    """Where in a list the address says to go on."""
    return {name: request.GET[name] for name in ("after", "before") if request.GET.get(name)}
