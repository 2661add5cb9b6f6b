"""What every command of the plan needs: the member's day, amendments with their reason, and the kept counts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from parvis.accounts.types import Organisation
from parvis.evidence import commands as evidence
from parvis.evidence.types import Citation, Use
from parvis.kernel import clock
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Invalid
from parvis.kernel.languages import Multilingual
from parvis.kernel.transactions import store
from parvis.kernel.types import Actor

from ..errors import AlreadyPublished, DueBeforeStart, InTheFuture, PlanEnded, PlanNotReady, ReasonMissing
from ..models import ActionPlan, Amendment, Commitment, Milestone, Tally
from ..queries.uses import bibliographies_of, uses_of

COUNTS = ("commitment_count", "milestone_count", "complete_count")


def today_of(plan: ActionPlan) -> date:
    return clock.today(plan.member.time_zone)


def require_past(plan: ActionPlan, on: date, *, field: str = "on") -> None:
    if on > today_of(plan):
        raise InTheFuture(_("This day has not come yet. Give today or an earlier day."), field=field)


def require_order(starts_on: PartialDate | None, ends_on: PartialDate | None, *, field: str) -> None:
    """Nothing ends, or falls due, before it starts. Of inexact dates, only what cannot be true is refused."""
    if starts_on and ends_on and ends_on.last_day < starts_on.first_day:
        raise DueBeforeStart(_("This is before it starts."), field=field)


def require_of_member(plan: ActionPlan, organisations: Iterable[Organisation], *, field: str) -> None:
    if any(organisation.member_id != plan.member_id for organisation in organisations):
        raise Invalid(_("Choose an organisation of the same member."), field=field)


def require_draft(plan: ActionPlan) -> None:
    if plan.is_public:
        raise AlreadyPublished(_("It has been published, so it stays. Change it instead, and say why."))


def require_promised(plan: ActionPlan) -> None:
    if not plan.is_promised:
        raise PlanNotReady(_("Submit or launch the plan first: what is not promised yet has no progress to report."))


def require_not_ended(plan: ActionPlan) -> None:
    if plan.ended_on:
        raise PlanEnded(_("This plan has ended: nothing is added to what it promises."))


def amend(subject: models.Model, changes: Mapping[str, Any], *, reason: Multilingual) -> Amendment | None:
    """Set the fields that differ and keep what they replaced. None while the plan is a draft, or when nothing differs.

    Raises `ReasonMissing` for a change to something published without a reason.
    """
    plan = plan_of(subject)
    differing = {name: value for name, value in changes.items() if _said(subject, name) != value}
    if not differing:
        return None
    before = {name: as_json(_said(subject, name)) for name in differing}
    _put(subject, differing)
    touch(subject)
    if not plan.is_public:
        return None
    return keep_amendment(
        subject, before=before, after={name: as_json(value) for name, value in differing.items()}, reason=reason
    )


def keep_amendment(
    subject: models.Model, *, before: Mapping[str, Any], after: Mapping[str, Any], reason: Multilingual
) -> Amendment:
    if not reason:
        raise ReasonMissing(_("This has been published. Say why it changes."), field="reason")
    amendment = Amendment(
        plan=plan_of(subject),
        commitment=_commitment_of(subject),
        milestone=subject if isinstance(subject, Milestone) else None,
        before=before,
        after=after,
        reason=reason,
        recorded_at=clock.now(),
    )
    store(amendment)
    return amendment


def _said(subject: models.Model, name: str) -> Any:
    """A field's value; rows that the subject is linked to as a list, in the order in which they were made."""
    value = getattr(subject, name)
    return list(value.order_by("pk")) if isinstance(value, models.Manager) else value


def _put(subject: models.Model, values: Mapping[str, Any]) -> None:
    """Links to rows are stored beside the subject, everything else in its own row."""
    linked = [name for name in values if isinstance(getattr(subject, name), models.Manager)]
    own = [name for name in values if name not in linked]
    for name in own:
        setattr(subject, name, values[name])
    if own:
        store(subject, *own)
    for name in linked:
        getattr(subject, name).set(values[name])


def plan_of(subject: Any) -> ActionPlan:
    match subject:
        case ActionPlan():
            return subject
        case Milestone():
            return subject.commitment.plan
    return subject.plan


def _commitment_of(subject: Any) -> Commitment | None:
    match subject:
        case Commitment():
            return subject
        case Milestone():
            return subject.commitment
    return None


def as_json(value: Any) -> Any:
    """A field as an amendment keeps it."""
    match value:
        case Multilingual():
            return value.as_json()
        case PartialDate():
            return value.text
        case Organisation():
            return value.name.as_json()
        case models.Model():
            # A challenge, a citation: as people know it.
            return value.title.as_json() or str(value)  # type: ignore[attr-defined]
        case list():
            return [as_json(each) for each in value]
        case None | bool() | int() | str():
            return value
    return str(value)


def touch(subject: Any) -> None:
    """Say of everything above and at `subject` that it changed now, for feeds and the sitemap."""
    at = clock.now()
    for row in (subject, _commitment_of(subject), plan_of(subject)):
        if row is not None and hasattr(row, "changed_at"):
            type(row)._base_manager.filter(pk=row.pk).update(changed_at=at)
            row.changed_at = at


def list_sources(plan: ActionPlan, *, by: Actor) -> None:
    """Enter all that the plan rests on into the bibliographies; the member's, once the plan is public."""
    evidence.list_uses(bibliographies_of(plan), uses_of(plan), by=by)


def list_source(subject: Commitment | Milestone, cited: Iterable[Citation], *, by: Actor) -> None:
    """Enter what one thing rests on from now on."""
    uses = [Use(citation.pk, subject.urn) for citation in cited]
    evidence.list_uses(bibliographies_of(plan_of(subject)), uses, by=by)


def unlist_sources(plan: ActionPlan, used_by: str, *, by: Actor) -> None:
    """A part of a draft is taken out, and what it rested on with it."""
    evidence.unlist_uses(bibliographies_of(plan), used_by=used_by, by=by)


def unlist_source(subject: Commitment, citation: Citation, *, by: Actor) -> None:
    """Take out what one thing no longer rests on, unless it does so for another reason."""
    plan = plan_of(subject)
    if Use(citation.pk, subject.urn) not in uses_of(plan):
        evidence.unlist_uses(bibliographies_of(plan), used_by=subject.urn, citations=[citation.pk], by=by)


def recount(plan: ActionPlan) -> None:
    """Set the plan's and its commitments' kept counts, and carry the difference to the member's tally."""
    reached = Q(milestones__completed_on__isnull=False) | Q(milestones__reported_complete_in__isnull=False)
    counted = plan.commitments.annotate(
        all_of_them=Count("milestones", distinct=True), reached=Count("milestones", filter=reached, distinct=True)
    )
    sums = dict.fromkeys(COUNTS, 0)
    for commitment in counted:
        Commitment.objects.filter(pk=commitment.pk).update(
            milestone_count=commitment.all_of_them, complete_count=commitment.reached
        )
        sums["commitment_count"] += 1
        sums["milestone_count"] += commitment.all_of_them
        sums["complete_count"] += commitment.reached
    if plan.is_public:
        add_to_tally(plan, {name: sums[name] - getattr(plan, name) for name in COUNTS})
    for name, value in sums.items():
        setattr(plan, name, value)
    store(plan, *COUNTS)


def publish_in_tally(plan: ActionPlan) -> None:
    """The plan becomes public: count it and all that is in it."""
    add_to_tally(plan, {"plan_count": 1, **{name: getattr(plan, name) for name in COUNTS}})


def add_to_tally(plan: ActionPlan, differences: Mapping[str, int]) -> None:
    tally, _new = Tally.objects.get_or_create(member=plan.member)
    Tally.objects.filter(pk=tally.pk).update(**{name: F(name) + value for name, value in differences.items()})
