from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parvis.accounts.types import Member
from parvis.kernel.gathering import Gathered
from parvis.kernel.pages import Page, page

from ..models import ActionPlan, Contact, Involvement, Milestone, ReportedProgress, Statement
from ..types import PlanState
from .sources import the_one

_NO_STEP = Q(ended_on=None, launched_on=None, submitted_on=None, opened_on=None)
_HAS_HAPPENED = {
    PlanState.ENDED: Q(ended_on__isnull=False),
    PlanState.LAUNCHED: Q(ended_on=None, launched_on__isnull=False),
    PlanState.SUBMITTED: Q(ended_on=None, launched_on=None, submitted_on__isnull=False),
    PlanState.OPEN_FOR_COMMENT: Q(ended_on=None, launched_on=None, submitted_on=None, opened_on__isnull=False),
    PlanState.DRAFT: _NO_STEP & Q(published_at=None),
    PlanState.NOT_STATED: _NO_STEP & Q(published_at__isnull=False),
}


def plan(slug: str, *, viewer: Any) -> ActionPlan:
    """With its member, `parts` (institutions), `asked` (contacts) and `sides` (statements of sources that disagree)."""
    rows = ActionPlan.objects.visible_to(viewer).select_related("member")
    found = rows.filter(slug=slug).annotate(
        parts=Gathered(
            Involvement.objects.filter(plan=OuterRef("pk"), commitment=None).order_by("part", "started_on", "id"),
            "organisation",
        ),
        asked=Gathered(Contact.objects.filter(plan=OuterRef("pk"), commitment=None).order_by("id"), "organisation"),
        sides=Gathered(
            Statement.objects.filter(discrepancy__plan=OuterRef("pk")).order_by("discrepancy__number", "id"),
            "discrepancy",
        ),
    )
    return the_one(found, _("There is no such plan, or it is not public yet."))


def with_public_plans(*, newest: int | None = None) -> dict[str, Gathered]:
    """What brings a member's public plans along with it, as annotations: all, or those begun last."""
    begun = Coalesce("submitted_on", "launched_on", "starts_on")
    rows = ActionPlan.objects.public().filter(member=OuterRef("pk"))
    return {"public_plans": Gathered(rows.order_by(begun.desc(nulls_last=True), "-slug")[:newest])}


def plans(
    *,
    viewer: Any,
    member: Member | None = None,
    state: PlanState | str = "",
    after: str = "",
    before: str = "",
    size: int = 20,
) -> Page[ActionPlan]:
    """Newest first, with their member: of one member, drafts included for who works there; or of all full members,
    published."""
    rows = ActionPlan.objects.select_related("member")
    rows = rows.visible_to(viewer).filter(member=member) if member else rows.public().of_full_members()
    if state:
        rows = rows.filter(_HAS_HAPPENED[PlanState(state)])
    order = ["-recorded_at", "-id"] if member else ["-published_at", "-id"]
    return page(rows, by=order, size=size, after=after, before=before)


def current_plans(*, size: int = 6) -> list[ActionPlan]:
    """Of full members, the newest public plans that have not ended; where all have, the newest of those."""
    rows = ActionPlan.objects.public().of_full_members().select_related("member").order_by("-published_at", "-id")
    newest = list(rows[: size * 4])
    return ([one for one in newest if not one.ended_on] or newest)[:size]


def late_milestones(
    *, viewer: Any, today: date, member: Member | None = None, after: str = "", before: str = "", size: int = 10
) -> Page[Milestone]:
    """Past their due date and neither completed nor reported as reached: what was due first comes first."""
    rows = Milestone.objects.visible_to(viewer).late(today).select_related("commitment__plan__member")
    if member:
        rows = rows.filter(commitment__plan__member=member)
    return page(with_reports(rows), by=["due_on", "id"], size=size, after=after, before=before)


def with_reports(rows: QuerySet) -> QuerySet:
    """Milestones with `said`: what sources count as reached in their commitment, without naming a milestone."""
    reports = ReportedProgress.objects.filter(commitment=OuterRef("commitment")).order_by("id")
    return rows.annotate(said=Gathered(reports))
