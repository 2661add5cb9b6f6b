from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.assessments import queries as reports
from parvis.contributions import queries as contributions
from parvis.kernel import clock
from parvis.kernel.access import public
from parvis.plans import queries
from parvis.plans.types import PlanState
from parvis.ui.context import person

from .. import acts, charts, structured
from .front import cursor


@public
def plans(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    public_states = [known for known in PlanState if known != PlanState.DRAFT]
    if state not in public_states:
        state = ""
    page = queries.plans(viewer=person(request), state=state, **cursor(request))
    return render(request, "site/plans.html", {"plans": page, "state": state, "states": public_states})


@public
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    viewer = person(request)
    found = queries.plan(slug, viewer=viewer)
    if found.member.is_reference:
        return render(request, "site/reference_plan.html", _of_reference(found, viewer))
    today = clock.today(found.member.time_zone)
    contents = queries.contents(found)
    here = reports.reports_of(found, viewer=viewer)
    queries.cite([found, *found.parts, *found.asked, *found.sides, *contents.reports])
    context = {
        "plan": found,
        "member": found.member,
        "today": today,
        "contents": contents,
        "timeline": charts.timeline(found, contents, today=today),
        "by_status": charts.by_status(contents),
        "deadlines": [
            (row, reports.answering(row, here))
            for row in queries.by_rule(queries.deadlines(found, contents.milestones))
        ],
        "reports": here,
        "sides": [side for side in found.sides if side.discrepancy.commitment_id is None],
        "disputed": _disputed(found, contents),
        "thread": contributions.on(queries.subject_of(found, today=today), **cursor(request)),
        "late": [one for one in contents.milestones if (late := one.lateness(today)) and not late.is_over],
        "lacking": [one for one in contents.commitments if one.missing],
        "in_implementation": found.is_in_implementation(today),
        "amendments": queries.amendments(found),
        "acts": acts.on_plan(found, viewer),
        "under": [
            (challenge, challenge and acts.on_challenge(challenge, found, viewer), commitments)
            for challenge, commitments in contents.under
        ],
        "parts": acts.on_parts(found.parts, found, viewer),
        "asked": [(contact, []) for contact in found.asked],
        "structured": structured.plan(found),
    }
    return render(request, "site/plan.html", context)


def _of_reference(found: queries.ActionPlan, viewer: Any) -> dict[str, Any]:
    """Its commitments with how each ended: no deadlines by rule, no comments, nothing that its member would say."""
    contents = queries.contents(found, also=reports.with_ratings())
    rated = reports.rated_as_read(contents.commitments)
    queries.cite([found])
    return {
        "plan": found,
        "member": found.member,
        "commitments": [(one, rated[one.pk]) for one in contents.commitments],
        "reports": reports.reports_of(found, viewer=viewer),
        "structured": structured.plan(found),
    }


def _disputed(found: queries.ActionPlan, contents: queries.Contents) -> list[tuple[queries.Commitment, int]]:
    """The commitments on which sources disagree, with on how many points."""
    disputes = {(side.discrepancy.commitment_id, side.discrepancy_id) for side in found.sides}
    points = Counter(commitment for commitment, _point in disputes)
    return [(commitment, points[commitment.pk]) for commitment in contents.commitments if points[commitment.pk]]
