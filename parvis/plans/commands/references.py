"""Plans and commitments as a table of many members gives them: a batch at a time. The table's import is the act."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery

from parvis.kernel import clock
from parvis.kernel.acts import not_an_act
from parvis.kernel.permissions import require
from parvis.kernel.types import Actor

from ..models import ActionPlan, Commitment, Involvement, Tally
from ..types import PastCommitment, PastPlan, RecordedPlans

BATCH = 500


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def record_reference_plans(said: Sequence[PastPlan], *, by: Actor) -> RecordedPlans:
    """Those of these addresses, made where there is none; public, since their source is. Two statements."""
    require(by, "plans.record_reference_plans")

    here = ActionPlan.objects.in_bulk({one.slug for one in said}, field_name="slug")
    now = clock.now()
    made = ActionPlan.objects.bulk_create(
        ActionPlan(
            member=one.member,
            slug=one.slug,
            identifier=one.identifier,
            title=one.title,
            submitted_on=one.submitted_on,
            ends_on=one.ends_on,
            source=one.source,
            published_at=now,
            recorded_at=now,
            changed_at=now,
        )
        for one in {one.slug: one for one in said if one.slug not in here}.values()
    )
    return RecordedPlans(by_slug=here | {plan.slug: plan for plan in made}, new=made)


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def record_reference_commitments(said: Sequence[PastCommitment], *, by: Actor) -> list[Commitment]:
    """All of them, in their order, with who leads and supports them. Three statements, however many there are.

    The kept counts follow with `count_reference_commitments`, once for a whole table.
    """
    require(by, "plans.record_reference_commitments")

    at = clock.now()
    made = Commitment.objects.bulk_create(
        Commitment(
            plan=one.plan,
            number=one.number,
            printed_number=one.printed_number,
            identifier=one.identifier,
            title=one.title,
            url=one.url,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            policy_areas=list(one.policy_areas),
            source=one.source,
            changed_at=at,
        )
        for one in said
    )
    Involvement.objects.bulk_create(
        Involvement(plan=one.plan, commitment=commitment, organisation=organisation, part=part)
        for one, commitment in zip(said, made, strict=True)
        for organisation, part in one.parts
    )
    return made


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def count_reference_commitments(
    plans: Collection[int], *, by: Actor, new_plans: Mapping[int, int], new_commitments: Mapping[int, int]
) -> None:
    """Bring the kept counts of these plans up to date, and carry what is new to the tallies of members (by key)."""
    require(by, "plans.count_reference_commitments")

    counted = Commitment.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(n=Count("pk"))
    remaining = iter(sorted(plans))
    while batch := list(islice(remaining, BATCH)):
        ActionPlan.objects.filter(pk__in=batch).update(commitment_count=Subquery(counted.values("n")))
    for member in sorted(new_plans.keys() | new_commitments.keys()):
        tally, _new = Tally.objects.get_or_create(member_id=member)
        Tally.objects.filter(pk=tally.pk).update(
            commitment_count=F("commitment_count") + new_commitments.get(member, 0),
            plan_count=F("plan_count") + new_plans.get(member, 0),
        )
