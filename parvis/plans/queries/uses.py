"""What of a plan rests on which source: for its bibliography and its member's."""

from collections.abc import Iterator

from django.db.models import F, QuerySet

from parvis.evidence.types import Use
from parvis.kernel.urns import urn
from parvis.kernel.walking import walked

from ..models import (
    ActionPlan,
    Commitment,
    Contact,
    Involvement,
    Milestone,
    ProgressUpdate,
    ReportedProgress,
    Statement,
)


def all_plans() -> Iterator[ActionPlan]:
    """Drafts too, with their members."""
    return walked(ActionPlan.objects.select_related("member"))


def bibliographies_of(plan: ActionPlan) -> list[str]:
    """Into which what the plan rests on belongs (URNs): of a draft, only its own."""
    return [plan.urn, plan.member.urn] if plan.is_public else [plan.urn]


def uses_of(plan: ActionPlan) -> Iterator[Use]:
    """Of the plan, its commitments and milestones. Of a reference member all came from one table, which its plan names.

    Twelve queries, however long the plan is.
    """
    for source in dict.fromkeys([plan.source_id, plan.endorsement_source_id]):
        if source is not None:
            yield Use(source, plan.urn)
    if plan.member.is_reference:
        return
    commitments = Commitment.objects.filter(plan=plan)
    milestones = Milestone.objects.filter(commitment__plan=plan)
    updates = ProgressUpdate.objects.filter(milestone__commitment__plan=plan)
    yield from _each("commitment", commitments, "uid", "source")
    yield from _each("commitment", ReportedProgress.objects.filter(commitment__plan=plan), "commitment__uid", "source")
    for field in ("source", "evidence", "reported_complete_in"):
        yield from _each("milestone", milestones, "uid", field)
    yield from _each("milestone", updates, "milestone__uid", "source")
    yield from _each("milestone", updates, "milestone__uid", "evidence")
    for rows in (Involvement.objects.filter(plan=plan), Contact.objects.filter(plan=plan)):
        yield from _of_either(rows, "commitment__uid", plan, "source")
    statements = Statement.objects.filter(discrepancy__plan=plan)
    yield from _of_either(statements, "discrepancy__commitment__uid", plan, "source")


def _each(kind: str, rows: QuerySet, uid: str, field: str) -> Iterator[Use]:
    # In an order that does not change, so that what is entered twice is entered alike.
    for at, source in _pairs(rows, uid, field):
        yield Use(source, urn(kind, at))


def _of_either(rows: QuerySet, uid: str, plan: ActionPlan, field: str) -> Iterator[Use]:
    """Of the commitment where there is one, else of the plan."""
    for at, source in _pairs(rows, uid, field):
        yield Use(source, urn("commitment", at) if at else plan.urn)


def _pairs(rows: QuerySet, uid: str, field: str) -> Iterator[tuple]:
    found = rows.exclude(**{field: None}).order_by("pk").annotate(cited=F(field))
    return found.values_list(uid, "cited").iterator()
