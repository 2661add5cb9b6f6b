"""Plans and commitments as a table of many members gives them: a batch at a time. The table's import is the act."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from parvis.accounts.types import Member
from parvis.kernel import clock
from parvis.kernel.acts import not_an_act
from parvis.kernel.permissions import require
from parvis.kernel.transactions import store
from parvis.kernel.types import Actor

from ..models import ActionPlan, Commitment, Involvement, Tally
from ..types import PastCommitment, PastPlan


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def record_reference_plan(member: Member, said: PastPlan, *, by: Actor) -> ActionPlan:
    """The plan of that address, made of what is said if there is none; public, since its source is."""
    require(by, "plans.record_reference_plan", member)

    found = ActionPlan.objects.filter(slug=said.slug, member=member).first()
    if found is None:
        now = clock.now()
        found = ActionPlan(
            member=member,
            slug=said.slug,
            identifier=said.identifier,
            title=said.title,
            submitted_on=said.submitted_on,
            ends_on=said.ends_on,
            source=said.source,
            published_at=now,
            recorded_at=now,
            changed_at=now,
        )
        store(found)
    return found


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
def count_reference_commitments(added: Mapping[ActionPlan, int], new_plans: Sequence[ActionPlan], *, by: Actor) -> None:
    """Carry what a table has added to the kept counts of its plans and members."""
    require(by, "plans.count_reference_commitments")

    commitments: Counter[int] = Counter()
    for plan, count in added.items():
        ActionPlan.objects.filter(pk=plan.pk).update(commitment_count=F("commitment_count") + count)
        commitments[plan.member_id] += count
    plans = Counter(plan.member_id for plan in new_plans)
    for member in sorted(commitments.keys() | plans.keys()):
        tally, _new = Tally.objects.get_or_create(member_id=member)
        Tally.objects.filter(pk=tally.pk).update(
            commitment_count=F("commitment_count") + commitments[member], plan_count=F("plan_count") + plans[member]
        )
