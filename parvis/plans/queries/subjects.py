"""Plans and commitments as something that people comment on, while their plan is open for comment."""

import uuid
from datetime import date

from parvis.contributions.types import Subject
from parvis.evidence.types import Assessed
from parvis.kernel import clock

from ..models import ActionPlan, Commitment

MOST_ASSESSED = 100


def subject_of(of: ActionPlan | Commitment, *, today: date) -> Subject:
    plan = of.plan if isinstance(of, Commitment) else of
    is_open = plan.is_public and plan.accepts_comments(today)
    return Subject(of.urn, plan.member.urn, of.title, of.get_absolute_url(), is_open)


def find_plan(uid: uuid.UUID) -> Subject | None:
    return _found(ActionPlan.objects.public().select_related("member").filter(uid=uid).first())


def find_commitment(uid: uuid.UUID) -> Subject | None:
    public = Commitment.objects.filter(plan__in=ActionPlan.objects.public())
    return _found(public.select_related("plan__member").filter(uid=uid).first())


def _found(of: ActionPlan | Commitment | None) -> Subject | None:
    if of is None:
        return None
    member = of.plan.member if isinstance(of, Commitment) else of.member
    return subject_of(of, today=clock.database_today(member.time_zone))


def find_assessed(uid: uuid.UUID) -> Assessed | None:
    """A public plan, as evaluators see it."""
    plan = ActionPlan.objects.public().select_related("member").filter(uid=uid).first()
    return _assessed(plan) if plan else None


def every_assessed(body: str) -> list[Assessed]:
    """The public plans of a member (its URN), as evaluators see them, newest first."""
    rows = ActionPlan.objects.public().select_related("member").filter(member__uid=body.rpartition(":")[2])
    return [_assessed(plan) for plan in rows.order_by("-pk")[:MOST_ASSESSED]]


def _assessed(plan: ActionPlan) -> Assessed:
    return Assessed(plan.urn, plan.member.urn, plan.title, plan.get_absolute_url(), (plan.urn, plan.member.urn))
