from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from parvis.assessments.facets import LANGUAGES
from parvis.kernel import clock
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
# What is found, by kind, in the order of reading.
HEADINGS = {
    "commitment": _("Commitments"),
    "plan": _("Plans"),
    "report": _("Reports"),
    "member": _("Members"),
    "organisation": _("Organisations"),
    "milestone": _("Milestones"),
    "citation": _("Sources"),
    "term": _("Glossary"),
}
# Each kind of which hits are shown costs a query, and a page has eight: the others are counted.
MOST_KINDS = 4
# Of plans, and of commitments.
DRAFTS_SHOWN = 5


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
    """Everything that the viewer may see, grouped by kind; `?kind=` for all of one kind, a page at a time. Drafts are
    in no index, and are looked for apart."""
    query, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    context: dict[str, Any] = {"query": query, "kind": kind, "kinds": list(HEADINGS.items())}
    asking: dict[str, Any] = {"languages": LANGUAGES, "viewer": person(request)}
    if kind in SOURCES:
        context["results"] = index.search(query, kind=kind, **asking, **cursor(request))
    else:
        found = index.search_by_kind(query, kinds=list(HEADINGS), most_kinds=MOST_KINDS, **asking)
        groups = [(HEADINGS[group.kind], group) for group in found]
        context |= {"kind": "", "groups": groups, "more_kinds": [one for one in groups if not one[1].hits]}
        drafts = plans.drafts_titled(query, viewer=asking["viewer"])
        context |= {
            "drafts": [one for found in drafts for one in found[:DRAFTS_SHOWN]],
            "draft_count": sum(map(len, drafts)),
        }
    return render(request, "site/search.html", context)


def cursor(request: HttpRequest) -> dict[str, str]:
    """Where in a list the address says to go on."""
    return {name: request.GET[name] for name in ("after", "before") if request.GET.get(name)}
