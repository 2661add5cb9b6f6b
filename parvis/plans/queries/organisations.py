from typing import Any

from parvis.accounts.types import Organisation
from parvis.kernel.pages import Page, page

from ..models import ActionPlan, Involvement, Milestone
from .plans import with_reports
from .sources import with_citations


def involvements(
    organisation: Organisation, *, viewer: Any, after: str = "", before: str = "", size: int = 25
) -> Page[Involvement]:
    """The parts one body has or had in plans and commitments, newest plan first."""
    rows = Involvement.objects.filter(organisation=organisation, plan__in=ActionPlan.objects.visible_to(viewer))
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
    """The milestones one body answers for by name, newest first."""
    rows = Milestone.objects.visible_to(viewer).filter(responsible=organisation)
    return page(
        with_reports(rows.select_related("commitment__plan__member")), by=["-id"], size=size, after=after, before=before
    )
