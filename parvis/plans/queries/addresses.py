"""What is public and when it changed, by ranges of primary keys: for the sitemap and for the search index."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Max

from ..models import ActionPlan, Commitment


def plan_addresses(first: int, last: int) -> Iterator[tuple[str, datetime]]:
    rows = ActionPlan.objects.public().filter(pk__range=(first, last)).order_by("pk")
    return rows.values_list("slug", "changed_at").iterator()


def commitment_addresses(first: int, last: int) -> Iterator[tuple[str, int, datetime]]:
    rows = Commitment.objects.filter(plan__published_at__isnull=False, pk__range=(first, last)).order_by("pk")
    return rows.values_list("plan__slug", "number", "changed_at").iterator()


def last_plan() -> int:
    """The highest primary key; 0 where there is none."""
    return ActionPlan.objects.aggregate(last=Max("pk"))["last"] or 0


def last_commitment() -> int:
    return Commitment.objects.aggregate(last=Max("pk"))["last"] or 0


def free_slug(wanted: str) -> str:
    """The address itself, or, where a plan has it already, with the next number after it."""
    taken = set(ActionPlan.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def numbers_in(plans: Collection[int]) -> dict[int, list[int]]:
    """Of the commitments of plans, by their primary keys. One query."""
    found: dict[int, list[int]] = {plan: [] for plan in plans}
    for plan, number in Commitment.objects.filter(plan__in=plans).values_list("plan", "number"):
        found[plan].append(number)
    return found


def identifiers_here(identifiers: Collection[str]) -> set[str]:
    """Those of OGP's identifiers that commitments here have, wherever they came from."""
    rows = Commitment.objects.filter(identifier__in=identifiers)
    return set(rows.values_list("identifier", flat=True))
