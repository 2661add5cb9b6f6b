"""What is in no index, for only those who work on it may see it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef

from parvis.accounts.types import Person
from parvis.kernel.folding import fold
from parvis.kernel.gathering import Gathered
from parvis.kernel.languages import Multilingual

from ..models import ActionPlan, Commitment

# A member has few drafts at once: of more, the newest are looked through.
DRAFTS = 50


def drafts_titled(text: str, *, viewer: Any) -> tuple[list[ActionPlan], list[Commitment]]:
    """Drafts in sight, and commitments in them, whose title holds all these words in one language, the newest first.
    One query; none for who works for no member."""
    words = fold(text).split()
    if not words or not isinstance(viewer, Person) or not viewer.staff_of:
        return [], []
    within = Gathered(Commitment.objects.filter(plan=OuterRef("pk")).order_by("number"))
    drafts = ActionPlan.objects.visible_to(viewer).filter(published_at=None).annotate(within=within)
    plans = list(drafts.order_by("-recorded_at", "-id")[:DRAFTS])
    commitments = [(plan, one) for plan in plans for one in plan.within if _holds(one.title, words)]
    for plan, one in commitments:
        one.plan = plan
    return [plan for plan in plans if _holds(plan.title, words)], [one for _plan, one in commitments]


def _holds(title: Multilingual, words: Sequence[str]) -> bool:
    return any(all(word in written for word in words) for written in map(fold, title.values()))
