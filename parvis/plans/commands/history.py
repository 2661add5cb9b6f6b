"""A plan enters as history, from a plan file: one act, whatever the file holds. What is here already stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kernel import clock
from parvis.kernel.permissions import require
from parvis.kernel.transactions import store
from parvis.kernel.types import Actor
from parvis.register import commands as register

from ..errors import PlanAlreadyHere
from ..events import PlanImported
from ..models import ActionPlan, PlanImport
from ..standards.plan_file import Document
from ._entering import enter
from ._shared import list_sources, publish_in_tally, recount


@dataclass(frozen=True)
class ImportOutcome:
    """`counts` is what entered, by name. Of a file that had entered before, nothing entered now."""

    plan: ActionPlan
    counts: Mapping[str, int]
    is_new: bool


@transaction.atomic
def record_past_plan(document: Document, *, by: Actor, sha256: str) -> ImportOutcome:
    """Enter a plan as the file with this hash tells it; the same file a second time changes nothing.

    `document` is what `plan_file.read` gave. Raises `PlanAlreadyHere`, and `PlanFileRefused` (with fields, without
    lines) where the file contradicts what is here already.
    """
    require(by, "plans.record_past_plan")

    before = PlanImport.objects.filter(sha256=sha256).select_related("plan").first()
    if before is not None:
        return ImportOutcome(before.plan, before.counts, is_new=False)
    slug = document["plan"]["slug"]
    if ActionPlan.objects.filter(slug=slug).exists():
        raise PlanAlreadyHere(
            _("A plan with the address %s is here already, and an import changes nothing. Edit it in its pages.")
            % slug,
            field="slug",
        )

    plan, counts = enter(document, by=by)
    if plan.is_public:
        publish_in_tally(plan)
    recount(plan)
    list_sources(plan, by=by)
    store(PlanImport(plan=plan, sha256=sha256, counts=counts, recorded_at=clock.now()))

    source = plan.source.urn if plan.source else slug
    register.record(
        PlanImported(plan.urn, plan.member.urn, source, sha256, counts["commitments"], counts["milestones"]), by=by
    )
    return ImportOutcome(plan, counts, is_new=True)
