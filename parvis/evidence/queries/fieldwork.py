"""What evaluators keep to themselves, and what everyone sees of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from parvis.accounts.types import Person, Role
from parvis.kernel.dates import PartialDate
from parvis.kernel.gathering import Gathered
from parvis.kernel.pages import Page, page
from parvis.kernel.permissions import may

from ..models import MINIMUM, ConsultedItem, Interview, InterviewTally, Quotation

SIZE = 25
MOST_QUOTATIONS = 50


@dataclass(frozen=True)
class InterviewsHeld:
    """`kinds` (label, how many) is empty where one of them could be a person: fewer than `minimum` of a kind.

    Of fewer interviews in all, `first_on` and `last_on` are years.
    """

    count: int
    first_on: PartialDate
    last_on: PartialDate
    kinds: Sequence[tuple[object, int]]
    minimum: int = MINIMUM


def with_interviews() -> dict[str, Gathered]:
    """What brings along with a bibliography what was said and asked for it, as annotations."""
    said = Quotation.objects.filter(about=OuterRef("owner"), published_at__isnull=False)
    return {
        "tallies": Gathered(InterviewTally.objects.filter(about=OuterRef("owner")).order_by("capacity")),
        "quotations": Gathered(said.order_by("pk")[:MOST_QUOTATIONS]),
    }


def interviews_held(tallies: Sequence[InterviewTally]) -> InterviewsHeld | None:
    """None where there were none."""
    held = [tally for tally in tallies if tally.count]
    days = [day for tally in held for day in (tally.first_on, tally.last_on) if day is not None]
    if not held:
        return None
    count, first, last = sum(tally.count for tally in held), min(days), max(days)
    if count < MINIMUM:
        first, last = PartialDate(first.text[:4]), PartialDate(last.text[:4])
    are_many = all(tally.count >= MINIMUM for tally in held)
    kinds = [(tally.get_capacity_display(), tally.count) for tally in held] if are_many else []
    return InterviewsHeld(count, first, last, kinds)


def interviews(viewer: Any, body: str, **cursor: str) -> Page[Interview]:
    """The viewer's own, newest first, with their quotations."""
    rows = Interview.objects.visible_to(viewer).filter(body=body).prefetch_related("quotations")
    return page(rows, by=["-recorded_at", "-id"], size=SIZE, **cursor)


def interview(uid: uuid.UUID, viewer: Any) -> Interview:
    return get_object_or_404(Interview.objects.visible_to(viewer), uid=uid)


def quotation(uid: uuid.UUID, viewer: Any) -> Quotation:
    """The viewer's own, or one that is public."""
    rows = Quotation.objects.visible_to(viewer).select_related("interview__made_by")
    return get_object_or_404(rows, uid=uid)


def orphaned_quotations(about: str, viewer: Any) -> list[Quotation]:
    """Published words of interviews whose evaluator is erased, for whoever may withdraw the consent now."""
    held = viewer.current_memberships if isinstance(viewer, Person) else []
    if not any(each.role == Role.ADMINISTRATOR for each in held):
        return []
    rows = Quotation.objects.filter(
        about=about, published_at__isnull=False, interview__made_by__erased_at__isnull=False
    ).select_related("interview__made_by")
    return [each for each in rows[:MOST_QUOTATIONS] if may(viewer, "evidence.withdraw_consent", each)]


def has_fieldwork(viewer: Any, body: str) -> bool:
    """Whether the viewer has recorded anything for this member, also in a role that has ended since."""
    interviews, items = Interview.objects.visible_to(viewer), ConsultedItem.objects.visible_to(viewer)
    return interviews.filter(body=body).exists() or items.filter(citation__body=body).exists()


def consulted_items(viewer: Any, body: str, **cursor: str) -> Page[ConsultedItem]:
    """The viewer's own, newest first."""
    rows = ConsultedItem.objects.visible_to(viewer).filter(citation__body=body).select_related("citation__document")
    return page(rows, by=["-id"], size=SIZE, **cursor)


def consulted_item(uid: uuid.UUID, viewer: Any) -> ConsultedItem:
    return get_object_or_404(ConsultedItem.objects.visible_to(viewer).select_related("citation"), uid=uid)


def consulted_item_with_file(uid: uuid.UUID, viewer: Any) -> ConsultedItem:
    """Raises Http404 also where its file is not kept."""
    found = consulted_item(uid, viewer)
    if not found.file:
        raise Http404
    return found


def commitment_of(citation: int) -> ConsultedItem | None:
    """What the page of a citation (its primary key) says of its content: digest and, once disclosed, salt."""
    return ConsultedItem.objects.filter(citation=citation).first()
