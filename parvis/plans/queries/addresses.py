"""What is public and when it changed, by ranges of primary keys: for the sitemap and for the search index."""

from collections.abc import Iterator
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
