"""What another source, such as a report, says of a plan: as much as it says. The source's import is the act."""

from collections.abc import Sequence

from django.db import transaction

from parvis.accounts.types import Member
from parvis.evidence.types import Citation
from parvis.kernel import clock
from parvis.kernel.acts import not_an_act
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.texts import commands as texts
from parvis.texts.types import Passage

from ..models import ActionPlan, Commitment, Milestone
from ._shared import list_source, list_sources, publish_in_tally, recount, touch


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def record_past_plan_outline(
    member: Member,
    *,
    by: Actor,
    slug: str,
    title: Multilingual,
    source: Citation,
    starts_on: PartialDate | None = None,
    ends_on: PartialDate | None = None,
) -> ActionPlan:
    """A public plan of which the source knows little more than that there is one; its stage stays not stated."""
    require(by, "plans.record_past_plan_outline", member)

    now = clock.now()
    plan = ActionPlan(
        member=member,
        slug=slug,
        title=title,
        source=source,
        starts_on=starts_on,
        ends_on=ends_on,
        published_at=now,
        recorded_at=now,
        changed_at=now,
    )
    store(plan)
    publish_in_tally(plan)
    list_sources(plan, by=by)
    return plan


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def record_past_commitment(
    plan: ActionPlan,
    *,
    by: Actor,
    title: Multilingual,
    source: Citation,
    number: int | None = None,
    passages: Sequence[Passage] = (),
) -> Commitment:
    """Under the number that the source gives it, where that is free, else under the next. Only in a public plan."""
    plan = locked(plan)
    require(by, "plans.record_past_commitment", plan)

    taken = set(plan.commitments.values_list("number", flat=True))
    if number is None or number in taken:
        number = max(taken, default=0) + 1
    commitment = Commitment(plan=plan, number=number, title=title, source=source, changed_at=clock.now())
    commitment.text = texts.begin_text(owner=commitment.urn, body=plan.member.urn, passages=(), by=by)
    if passages:
        commitment.text = texts.record_past_version(commitment.text, passages, by=by).text
    store(commitment)
    recount(plan)
    touch(commitment)
    list_source(commitment, [source], by=by)
    return commitment


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def record_past_milestone(commitment: Commitment, *, by: Actor, title: Multilingual, source: Citation) -> Milestone:
    """After those that are there already; whether it was reached stays not stated."""
    commitment = locked(commitment)
    require(by, "plans.record_past_milestone", commitment)

    last = commitment.milestones.order_by("-number").first()
    number = last.number + 1 if last else 1
    milestone = Milestone(commitment=commitment, number=number, title=title, source=source, changed_at=clock.now())
    store(milestone)
    recount(commitment.plan)
    touch(milestone)
    list_source(milestone, [source], by=by)
    return milestone
