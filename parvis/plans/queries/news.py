"""What happened to plans, newest first, as feeds tell it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.accounts.types import Member

from ..models import ActionPlan, Amendment, Commitment, ProgressUpdate

SIZE = 50


@dataclass(frozen=True)
class News:
    """One entry: `urn` names it for ever, `words` say what happened."""

    urn: str
    at: datetime
    title: str
    words: str
    url: str


def news(
    *, viewer: Any, member: Member | None = None, plan: ActionPlan | None = None, commitment: Commitment | None = None
) -> list[News]:
    """Updates, amendments and new plans: of a member, a plan or a commitment. Three queries at most."""
    found = [*_updates(viewer, member, plan, commitment), *_amendments(viewer, member, plan, commitment)]
    if commitment is None:
        found += _published(viewer, member, plan)
    return sorted(found, key=lambda one: (one.at, one.urn), reverse=True)[:SIZE]


def _of(member: Member | None, plan: ActionPlan | None, commitment: Commitment | None, *, to: str) -> Q:
    """`to` leads from a row to its commitment, as a prefix."""
    if commitment:
        return Q(**{f"{to}commitment": commitment})
    through = f"{to}commitment__plan" if to else "plan"
    return Q(**{through: plan}) if plan else Q(**{f"{through}__member": member}) if member else Q()


def _updates(viewer: Any, *narrowed: Any) -> Iterator[News]:
    rows = ProgressUpdate.objects.filter(
        _of(*narrowed, to="milestone__"), milestone__commitment__plan__in=ActionPlan.objects.visible_to(viewer)
    )
    for row in rows.select_related("milestone__commitment__plan").order_by("-recorded_at", "-id")[:SIZE]:
        title = _("Update on milestone %(code)s: %(title)s") % {
            "code": row.milestone.code,
            "title": row.milestone.title,
        }
        words = f"{row.get_status_display()}. {row.words}"
        yield News(row.urn, row.recorded_at, title, words, row.milestone.get_absolute_url())


def _amendments(viewer: Any, *narrowed: Any) -> Iterator[News]:
    rows = Amendment.objects.filter(_of(*narrowed, to=""), plan__in=ActionPlan.objects.visible_to(viewer))
    rows = rows.select_related("plan", "commitment__plan", "milestone__commitment__plan")
    for row in rows.order_by("-recorded_at", "-id")[:SIZE]:
        subject = row.milestone or row.commitment or row.plan
        title = _("Changed: %s") % subject.title
        yield News(row.urn, row.recorded_at, title, str(row.reason), subject.get_absolute_url())


def _published(viewer: Any, member: Member | None, plan: ActionPlan | None) -> Iterator[News]:
    rows = ActionPlan.objects.public()
    if plan:
        rows = rows.filter(pk=plan.pk)
    elif member:
        rows = rows.filter(member=member)
    for row in rows.order_by("-published_at", "-id")[:SIZE]:
        yield News(row.urn, row.published_at, _("New plan: %s") % row.title, str(row.summary), row.get_absolute_url())
