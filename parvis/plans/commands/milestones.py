from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.types import Organisation, Person
from parvis.evidence import commands as citations
from parvis.evidence import queries as evidence_held
from parvis.evidence.types import Source
from parvis.kernel import clock, measures
from parvis.kernel.acts import not_an_act
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Invalid
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import PLATFORM, Actor
from parvis.register import commands as register

from ..content import milestone_sha256, words_sha256
from ..errors import AlreadyComplete, AlreadyReported, UnknownMeasure
from ..events import (
    MilestoneAdded,
    MilestoneBound,
    MilestoneCompleted,
    MilestoneEdited,
    MilestoneReopened,
    ProgressReported,
)
from ..models import Commitment, Milestone, Observation, ProgressUpdate
from ..types import MilestoneStatus
from ._shared import (
    amend,
    as_json,
    keep_amendment,
    list_source,
    recount,
    require_draft,
    require_not_ended,
    require_of_member,
    require_order,
    require_past,
    require_promised,
    touch,
    unlist_sources,
)


class MilestoneTerms(TypedDict, total=False):
    """What is promised in a milestone."""

    title: Multilingual
    description: Multilingual
    starts_on: PartialDate | None
    due_on: PartialDate | None
    responsible_note: Multilingual


@transaction.atomic
def add_milestone(
    commitment: Commitment, *, by: Actor, responsible: Sequence[Organisation] = (), **terms: Unpack[MilestoneTerms]
) -> Milestone:
    commitment = locked(commitment)
    require(by, "plans.add_milestone", commitment)
    require_not_ended(commitment.plan)
    require_of_member(commitment.plan, responsible, field="responsible")

    last = commitment.milestones.order_by("-number").first()
    milestone = Milestone(commitment=commitment, number=last.number + 1 if last else 1, changed_at=clock.now(), **terms)
    require_order(milestone.starts_on, milestone.due_on, field="due_on")
    store(milestone)
    milestone.responsible.set(responsible)
    recount(commitment.plan)
    touch(milestone)

    plan = commitment.plan
    if plan.is_public:
        register.record(
            MilestoneAdded(
                milestone.urn, plan.member.urn, commitment.urn, milestone.due_on, milestone_sha256(milestone)
            ),
            by=by,
        )
    return milestone


@transaction.atomic
def edit_milestone(
    milestone: Milestone,
    *,
    by: Actor,
    responsible: Sequence[Organisation] | None = None,
    reason: Multilingual = Multilingual(),
    **terms: Unpack[MilestoneTerms],
) -> Milestone:
    """Change what is promised or who answers for it; once the plan is public, with a reason, and what was stays."""
    milestone = locked(milestone)
    require(by, "plans.edit_milestone", milestone)

    changes: dict[str, Any] = {**terms}
    if responsible is not None:
        require_of_member(milestone.commitment.plan, responsible, field="responsible")
        changes["responsible"] = sorted(responsible, key=lambda each: each.pk)
    amendment = amend(milestone, changes, reason=reason)
    require_order(milestone.starts_on, milestone.due_on, field="due_on")
    if amendment:
        register.record(
            MilestoneEdited(
                milestone.urn,
                milestone.commitment.plan.member.urn,
                amendment.urn,
                milestone.due_on,
                milestone_sha256(milestone),
            ),
            by=by,
        )
    return milestone


@transaction.atomic
@not_an_act("a draft is not public")
def remove_milestone(milestone: Milestone, *, by: Actor) -> None:
    """Take a milestone out of a draft."""
    milestone = locked(milestone)
    plan = milestone.commitment.plan
    require(by, "plans.remove_milestone", milestone)
    require_draft(plan)

    unlist_sources(plan, milestone.urn, by=by)
    milestone.observations.all().delete()
    milestone.delete()
    recount(plan)


@transaction.atomic
def bind_milestone(
    milestone: Milestone, *, by: Actor, measure: str, target: int, reason: Multilingual = Multilingual()
) -> Milestone:
    """Let the milestone follow a measure that a room supplies, so that its progress is a fact, not a claim.

    Once the plan is public, with a reason: a target that moves is a promise that changes.
    """
    milestone = locked(milestone)
    require(by, "plans.bind_milestone", milestone)

    try:
        measures.measure(measure)
    except LookupError:
        raise UnknownMeasure(_("No part of this platform supplies this measure."), field="measure") from None
    if target < 1:
        raise Invalid(_("A target is one or more."), field="target")
    amendment = amend(milestone, {"measure": measure, "target": target}, reason=reason)
    observe_measure(milestone, by=PLATFORM)

    if amendment:
        body = milestone.commitment.plan.member.urn
        register.record(MilestoneBound(milestone.urn, body, amendment.urn, measure, target), by=by)
    return milestone


@transaction.atomic
@not_an_act("an observation counts what other acts did")
def observe_measure(milestone: Milestone, *, by: Actor) -> Observation:
    """Count what the milestone's measure counts, today. The last count of a day stands."""
    require(by, "plans.observe_measure", milestone)

    plan = milestone.commitment.plan
    value = measures.measure(milestone.measure).value(plan.member.urn)
    observation, _new = Observation.objects.update_or_create(
        milestone=milestone, observed_on=clock.today(plan.member.time_zone), defaults={"value": value}
    )
    milestone.observed = value
    store(milestone, "observed")
    return observation


@transaction.atomic
def report_progress(
    milestone: Milestone,
    *,
    by: Actor,
    words: Multilingual,
    status: MilestoneStatus,
    on: PartialDate,
    evidence: Sequence[Source] = (),
) -> ProgressUpdate:
    """Say where the milestone stands, and what that rests on. Completion is its own act."""
    milestone = locked(milestone)
    plan = milestone.commitment.plan
    require(by, "plans.report_progress", milestone)
    require_promised(plan)
    require_past(plan, on.first_day)

    if status == MilestoneStatus.COMPLETE:
        raise Invalid(_("To report it complete, give the day and the evidence on the completion page."), field="status")
    if milestone.is_complete:
        raise AlreadyComplete(_("This milestone is already complete."))
    author = by if isinstance(by, Person) else None
    _refuse_the_same_again(milestone, author, words=words, status=status, on=on)
    milestone.status = status
    store(milestone, "status")
    update = ProgressUpdate(
        milestone=milestone,
        words=words,
        status=status,
        happened_on=on,
        author=author,
        recorded_at=clock.now(),
    )
    store(update)
    cited = [citations.cite_source(each, by=by, body=plan.member.urn, about=milestone.urn) for each in evidence]
    update.evidence.set(cited)
    touch(milestone)
    list_source(milestone, cited, by=by)

    register.record(
        ProgressReported(milestone.urn, plan.member.urn, update.urn, str(status), on, words_sha256(words)), by=by
    )
    return update


def _refuse_the_same_again(
    milestone: Milestone, author: Person | None, *, words: Multilingual, status: MilestoneStatus, on: PartialDate
) -> None:
    """A page sent twice, as after the back button or no answer, would tell the same update twice, for ever.

    Compared with the author's own latest: others may have reported since.
    """
    latest = ProgressUpdate.objects.filter(milestone=milestone, author=author).first()
    if latest and (latest.words, latest.status, latest.happened_on) == (words, status, on):
        raise AlreadyReported(_("This update is already published, in the same words. There is nothing more to send."))


@transaction.atomic
def complete_milestone(milestone: Milestone, *, by: Actor, on: date, evidence: Source) -> Milestone:
    """Mark a milestone complete and put its evidence on the register."""
    milestone = locked(milestone)
    plan = milestone.commitment.plan
    require(by, "plans.complete_milestone", milestone)
    require_promised(plan)
    require_past(plan, on)

    citation = citations.cite_source(evidence, by=by, body=plan.member.urn, about=milestone.urn)
    milestone.complete(on=on, evidence=citation)
    store(milestone, "status", "completed_on", "evidence")
    recount(plan)
    touch(milestone)
    list_source(milestone, [citation], by=by)

    event = MilestoneCompleted(
        milestone.urn,
        plan.member.urn,
        on,
        citation.urn,
        milestone_sha256(milestone),
        evidence_held.source_sha256(citation),
    )
    register.record(event, by=by)
    return milestone


@transaction.atomic
def reopen_milestone(milestone: Milestone, *, by: Actor, reason: Multilingual) -> Milestone:
    """Take back a completion reported by mistake. What had been said, and why it was wrong, stays visible."""
    milestone = locked(milestone)
    plan = milestone.commitment.plan
    require(by, "plans.reopen_milestone", milestone)

    before = {
        "completed_on": as_json(milestone.completed_on),
        "evidence": as_json(milestone.evidence),
    }
    milestone.reopen()
    store(milestone, "status", "completed_on", "evidence")
    amendment = keep_amendment(milestone, before=before, after={"completed_on": None, "evidence": None}, reason=reason)
    recount(plan)
    touch(milestone)

    register.record(MilestoneReopened(milestone.urn, plan.member.urn, amendment.urn), by=by)
    return milestone
