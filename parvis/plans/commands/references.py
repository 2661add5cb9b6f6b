"""Plans and commitments as a table of many members gives them: a batch at a time. The table's import is the act."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count, islice
from operator import attrgetter

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery

from parvis.kernel import bulk, clock
from parvis.kernel.acts import not_an_act
from parvis.kernel.permissions import require
from parvis.kernel.types import Actor

from ..models import ActionPlan, Commitment, Involvement, Tally
from ..types import PastCommitment, PastPlan, RecordedPlans

BATCH = 500
LONGEST_SLUG = 120
_STATED = ("number", "printed_number", "identifier", "url", "starts_on", "ends_on")
_stated = attrgetter(*_STATED)


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def record_reference_plans(said: Sequence[PastPlan], *, by: Actor, sources: Collection[int]) -> RecordedPlans:
    """Those of these members and addresses, made where there is none; public, since their source is. Two statements.

    `sources` are the primary keys of the citations of such tables: a plan of the address that another member has, or
    that came otherwise, is not theirs, and the address is numbered.
    """
    require(by, "plans.record_reference_plans")

    here = _Addresses(ActionPlan.objects.in_bulk({one.slug for one in said}, field_name="slug"), sources)
    now = clock.now()
    for one in said:
        here.settle(one)
    made = ActionPlan.objects.bulk_create(
        ActionPlan(
            member=one.member,
            slug=slug,
            identifier=one.identifier,
            title=one.title,
            submitted_on=one.submitted_on,
            ends_on=one.ends_on,
            source=one.source,
            published_at=now,
            recorded_at=now,
            changed_at=now,
        )
        for slug, one in here.new.items()
    )
    new = {(one.member.pk, one.slug): plan for one, plan in zip(here.new.values(), made, strict=True)}
    return RecordedPlans(by_address=here.found | new, new=made)


class _Addresses:
    """Which plan is whose: `found` by member and address as said, `new` by the address that each will have."""

    def __init__(self, here: Mapping[str, ActionPlan], sources: Collection[int]) -> None:
        self.here, self.sources = dict(here), sources
        self.found: dict[tuple[int, str], ActionPlan] = {}
        self.new: dict[str, PastPlan] = {}

    def settle(self, said: PastPlan) -> None:
        for slug in _numbered(said.slug):
            if slug in self.new:
                if self.new[slug].member == said.member and self.new[slug].slug == said.slug:
                    return
            elif (plan := self._plan(slug, is_first=slug == said.slug)) is None:
                self.new[slug] = said
                return
            elif plan.member_id == said.member.pk and plan.source_id in self.sources:
                self.found[said.member.pk, said.slug] = plan
                return

    def _plan(self, slug: str, *, is_first: bool) -> ActionPlan | None:
        """Those of the first addresses are here already."""
        if slug not in self.here and not is_first and (plan := ActionPlan.objects.filter(slug=slug).first()):
            self.here[slug] = plan
        return self.here.get(slug)


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    for number in count(2):
        yield f"{slug[: LONGEST_SLUG - 5]}-{number}"


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def record_reference_commitments(said: Sequence[PastCommitment], *, by: Actor) -> list[int]:
    """All of them, with who leads and supports them; their primary keys, in their order. Four statements in all.

    The kept counts follow with `count_reference_commitments`, once for a whole table.
    """
    require(by, "plans.record_reference_commitments")

    at = clock.now()
    made = bulk.insert(
        Commitment,
        (*_STATED, "plan", "source", "title", "policy_areas", "changed_at"),
        ((*_stated(one), one.plan.pk, one.source.pk, one.title, list(one.policy_areas), at) for one in said),
    )
    bulk.insert(
        Involvement,
        ("plan", "commitment", "organisation", "part"),
        (
            (one.plan.pk, commitment, organisation, part)
            for one, commitment in zip(said, made, strict=True)
            for organisation, part in one.parts
        ),
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
