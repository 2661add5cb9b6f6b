from typing import Any

from django.db.models import OuterRef

from parvis.accounts.types import Organisation
from parvis.kernel.gathering import Gathered
from parvis.kernel.pages import Page, page

from ..models import Involvement, Milestone, ReportedProgress, in_sight_of
from .sources import with_citations


def involvements(
    organisation: Organisation, *, viewer: Any, after: str = "", before: str = "", size: int = 25
) -> Page[Involvement]:
    """The parts one body has or had in plans and commitments, newest plan first."""
    rows = Involvement.objects.filter(in_sight_of(viewer, at="plan__"), organisation=organisation)
    rows = rows.select_related("plan__member", "commitment")
    found = page(rows, by=["-plan_id", "-id"], size=size, after=after, before=before)
    for one in found:
        if one.commitment:
            one.commitment.plan = one.plan
    with_citations(found.rows)
    return found


def milestones_of(
    organisation: Organisation, *, viewer: Any, after: str = "", before: str = "", size: int = 25
) -> Page[Milestone]:
    """The milestones one body answers for by name, the last named first: read from the naming, whose index has them."""
    links = Milestone.responsible.through.objects.filter(
        in_sight_of(viewer, at="milestone__commitment__plan__"), organisation=organisation
    ).select_related("milestone__commitment__plan__member")
    reports = ReportedProgress.objects.filter(commitment=OuterRef("milestone__commitment")).order_by("id")
    found = page(links.annotate(said=Gathered(reports)), by=["-id"], size=size, after=after, before=before)
    for link in found:
        link.milestone.said = link.said
    return Page([link.milestone for link in found], found.after, found.before)
