"""What happened to plans, newest first, as feeds tell it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from parvis.accounts.types import Member
from parvis.kernel import urns

from ..models import ActionPlan, Amendment, Commitment, Milestone, ProgressUpdate

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
    """Updates, completions, changes and new plans: of a member, a plan or a commitment. Five queries at most."""
    of = (member, plan, commitment)
    found = [*_updates(viewer, *of), *_completions(viewer, *of), *_amendments(viewer, *of), *_revisions(viewer, *of)]
    if commitment is None:
        found += _published(viewer, member, plan)
    return sorted(found, key=lambda one: (one.at, one.urn), reverse=True)[:SIZE]


def _of(member: Member | None, plan: ActionPlan | None, commitment: Commitment | None, *, at: str, plan_at: str) -> Q:
    """`at` and `plan_at` lead from a row to the commitment and to the plan that it is about."""
    if commitment:
        return Q(**{at: commitment.pk})
    return Q(**{plan_at: plan}) if plan else Q(**{f"{plan_at}__member": member}) if member else Q()


def _updates(viewer: Any, *narrowed: Any) -> Iterator[News]:
    rows = ProgressUpdate.objects.filter(
        _of(*narrowed, at="milestone__commitment", plan_at="milestone__commitment__plan"),
        milestone__commitment__plan__in=ActionPlan.objects.visible_to(viewer),
    )
    for row in rows.select_related("milestone__commitment__plan").order_by("-recorded_at", "-id")[:SIZE]:
        title = _("Update on milestone %(code)s: %(title)s") % {
            "code": row.milestone.code,
            "title": row.milestone.title,
        }
        words = f"{row.get_status_display()}. {row.words}"
        yield News(row.urn, row.recorded_at, title, words, row.milestone.get_absolute_url())


def _completions(viewer: Any, *narrowed: Any) -> Iterator[News]:
    """Recorded when their evidence was: one transaction holds both."""
    rows = Milestone.objects.visible_to(viewer).filter(
        _of(*narrowed, at="commitment", plan_at="commitment__plan"), completed_on__isnull=False
    )
    rows = rows.select_related("commitment__plan", "evidence__document")
    for row in rows.order_by("-evidence__recorded_at", "-id")[:SIZE]:
        title = _("Milestone %(code)s is complete: %(title)s") % {"code": row.code, "title": row.title}
        # One source may stand for several milestones, and an item of news has a name of its own.
        named, source = f"{row.urn}#complete", row.evidence
        yield News(named, source.recorded_at, title, str(source.name), row.get_absolute_url())


def _amendments(viewer: Any, *narrowed: Any) -> Iterator[News]:
    rows = Amendment.objects.filter(
        _of(*narrowed, at="commitment", plan_at="plan"), plan__in=ActionPlan.objects.visible_to(viewer)
    )
    rows = rows.select_related("plan", "commitment__plan", "milestone__commitment__plan")
    for row in rows.order_by("-recorded_at", "-id")[:SIZE]:
        subject = row.milestone or row.commitment or row.plan
        title = _("Changed: %s") % subject.title
        yield News(row.urn, row.recorded_at, title, str(row.reason), subject.get_absolute_url())


def _revisions(viewer: Any, *narrowed: Any) -> Iterator[News]:
    """Texts of commitments that were changed after publication, each version once."""
    rows = Commitment.objects.visible_to(viewer).filter(_of(*narrowed, at="pk", plan_at="plan"))
    rows = rows.select_related("plan").annotate(
        version=F("text__versions__number"),
        uid_of_version=F("text__versions__uid"),
        revised_at=F("text__versions__published_at"),
        why=F("text__versions__reason"),
    )
    for row in rows.filter(version__gt=1, revised_at__isnull=False).order_by("-revised_at", "-id")[:SIZE]:
        title = _("Changed: %s") % row.title
        urn = urns.urn("version", row.uid_of_version)
        yield News(urn, row.revised_at, title, str(row.why), row.get_absolute_url())


def _published(viewer: Any, member: Member | None, plan: ActionPlan | None) -> Iterator[News]:
    rows = ActionPlan.objects.public()
    if plan:
        rows = rows.filter(pk=plan.pk)
    elif member:
        rows = rows.filter(member=member)
    for row in rows.order_by("-published_at", "-id")[:SIZE]:
        yield News(row.urn, row.published_at, _("New plan: %s") % row.title, str(row.summary), row.get_absolute_url())
