"""A plan as something that people comment on."""

import uuid
from datetime import date

from parvis.contributions.types import Subject
from parvis.kernel import clock

from ..models import ActionPlan


def subject_of(plan: ActionPlan, *, today: date) -> Subject:
    url = plan.get_absolute_url()
    return Subject(plan.urn, plan.member.urn, plan.title, url, is_open=plan.accepts_comments(today))


def find_subject(uid: uuid.UUID) -> Subject | None:
    plan = ActionPlan.objects.public().select_related("member").filter(uid=uid).first()
    return subject_of(plan, today=clock.today(plan.member.time_zone)) if plan else None
