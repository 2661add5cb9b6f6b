"""Commitments like the draft of one, and how such commitments ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.assessments import queries as reports
from parvis.kernel.access import public
from parvis.ui.context import person

from .. import drafts


@public
def similar_commitments(request: HttpRequest) -> HttpResponse:
    """For words that are typed here (`?title=`, `?text=`), or sent by a form on which someone drafts. Nothing is kept:
    a form sends them in its body, so that a draft stands in no address."""
    draft = drafts.read(request.POST if request.method == "POST" else request.GET)
    if draft.is_empty:
        design = reports.design_and_delivery()
        return render(request, "site/similar_commitments.html", {"draft": draft, "design": design})
    around = reports.around_draft(draft.title, draft.text, policy_areas=draft.policy_areas, viewer=person(request))
    context = {"draft": draft, "similar": around.similar, "design": around.design}
    return render(request, "site/similar_commitments.html", context)
