from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.types import Member
from parvis.evidence import commands as evidence
from parvis.kernel import clock
from parvis.kernel.acts import not_an_act
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register
from parvis.texts import commands as texts
from parvis.texts import queries as texts_of

from ..content import challenge_sha256, plan_sha256
from ..errors import PlanNotReady
from ..events import (
    ChallengeAdded,
    ChallengeEdited,
    PlanEdited,
    PlanEnded,
    PlanLaunched,
    PlanOpened,
    PlanSubmitted,
)
from ..models import ActionPlan, Challenge
from ._shared import (
    amend,
    list_sources,
    publish_in_tally,
    require_draft,
    require_not_ended,
    require_order,
    require_past,
    touch,
)


class PlanTerms(TypedDict, total=False):
    """What can be said of a plan as a whole."""

    title: Multilingual
    summary: Multilingual
    identifier: str
    url: str
    starts_on: PartialDate | None
    ends_on: PartialDate | None


@transaction.atomic
@not_an_act("a draft is not public")
def draft_plan(member: Member, *, by: Actor, slug: str, **terms: Unpack[PlanTerms]) -> ActionPlan:
    """Begin a plan that only the member's staff can see."""
    require(by, "plans.draft_plan", member)

    plan = ActionPlan(member=member, slug=slug, recorded_at=clock.now(), changed_at=clock.now(), **terms)
    require_order(plan.starts_on, plan.ends_on, field="ends_on")
    store(plan)
    return plan


@transaction.atomic
def edit_plan(
    plan: ActionPlan, *, by: Actor, reason: Multilingual = Multilingual(), **terms: Unpack[PlanTerms]
) -> ActionPlan:
    """Change what is said of the plan as a whole; once it is public, with a reason."""
    plan = locked(plan)
    require(by, "plans.edit_plan", plan)

    amendment = amend(plan, terms, reason=reason)
    require_order(plan.starts_on, plan.ends_on, field="ends_on")
    if amendment:
        register.record(PlanEdited(plan.urn, plan.member.urn, amendment.urn, plan_sha256(plan)), by=by)
    return plan


@transaction.atomic
@not_an_act("a draft is not public")
def discard_plan(plan: ActionPlan, *, by: Actor) -> None:
    """Remove a draft that holds nothing yet. What has content is emptied first, piece by piece, on purpose."""
    plan = locked(plan)
    require(by, "plans.discard_plan", plan)
    require_draft(plan)

    if plan.commitment_count:
        raise PlanNotReady(_("Remove the commitments of this draft first."))
    plan.challenges.all().delete()
    plan.contacts.all().delete()
    plan.involvements.all().delete()
    evidence.discard_bibliography(plan.urn, by=by)
    plan.delete()


@transaction.atomic
def open_plan(plan: ActionPlan, *, by: Actor, until: date | None = None) -> ActionPlan:
    """Show the draft to everyone and take comments until a day, that day excluded."""
    plan = locked(plan)
    require(by, "plans.open_plan", plan)

    on = clock.today(plan.member.time_zone)
    plan.open_for_comment(on=on, until=until)
    store(plan, "opened_on", "comments_close_on")
    _publish(plan, by=by)

    register.record(PlanOpened(plan.urn, plan.member.urn, on, until, plan_sha256(plan)), by=by)
    return plan


@transaction.atomic
def submit_plan(plan: ActionPlan, *, by: Actor, on: date) -> ActionPlan:
    """Record the day on which the plan was handed in to the Open Government Partnership."""
    plan = locked(plan)
    require(by, "plans.submit_plan", plan)
    require_past(plan, on)
    _require_ready(plan)

    plan.submit(on=on)
    store(plan, "submitted_on")
    _publish(plan, by=by)

    register.record(PlanSubmitted(plan.urn, plan.member.urn, on, plan_sha256(plan)), by=by)
    return plan


@transaction.atomic
def launch_plan(plan: ActionPlan, *, by: Actor, on: date) -> ActionPlan:
    """Record the day on which the plan was presented to the public."""
    plan = locked(plan)
    require(by, "plans.launch_plan", plan)
    require_past(plan, on)
    _require_ready(plan)

    plan.launch(on=on)
    store(plan, "launched_on")
    _publish(plan, by=by)

    register.record(PlanLaunched(plan.urn, plan.member.urn, on, plan_sha256(plan)), by=by)
    return plan


@transaction.atomic
def end_plan(plan: ActionPlan, *, by: Actor, on: date) -> ActionPlan:
    """Record the day on which the plan ended. Its milestones keep the standing they have."""
    plan = locked(plan)
    require(by, "plans.end_plan", plan)
    require_past(plan, on)

    plan.end(on=on)
    store(plan, "ended_on")
    touch(plan)

    register.record(PlanEnded(plan.urn, plan.member.urn, on, plan_sha256(plan)), by=by)
    return plan


@transaction.atomic
def add_challenge(
    plan: ActionPlan, *, by: Actor, title: Multilingual, pillar: Multilingual = Multilingual()
) -> Challenge:
    plan = locked(plan)
    require(by, "plans.add_challenge", plan)
    require_not_ended(plan)

    last = plan.challenges.order_by("-number").first()
    challenge = Challenge(plan=plan, number=last.number + 1 if last else 1, title=title, pillar=pillar)
    store(challenge)
    touch(plan)

    if plan.is_public:
        register.record(
            ChallengeAdded(plan.urn, plan.member.urn, challenge.number, challenge_sha256(challenge), challenge.urn),
            by=by,
        )
    return challenge


@transaction.atomic
def edit_challenge(
    challenge: Challenge,
    *,
    by: Actor,
    title: Multilingual,
    pillar: Multilingual = Multilingual(),
    reason: Multilingual = Multilingual(),
) -> Challenge:
    challenge = locked(challenge)
    plan = challenge.plan
    require(by, "plans.edit_challenge", plan)

    amendment = amend(challenge, {"title": title, "pillar": pillar}, reason=reason)
    if amendment:
        register.record(
            ChallengeEdited(
                plan.urn, plan.member.urn, challenge.number, amendment.urn, challenge_sha256(challenge), challenge.urn
            ),
            by=by,
        )
    return challenge


@transaction.atomic
@not_an_act("a draft is not public")
def remove_challenge(challenge: Challenge, *, by: Actor) -> None:
    """Remove a challenge of a draft; its commitments stay, under none."""
    challenge = locked(challenge)
    require(by, "plans.remove_challenge", challenge.plan)
    require_draft(challenge.plan)

    challenge.commitments.update(challenge=None)
    challenge.delete()


def _publish(plan: ActionPlan, *, by: Actor) -> None:
    """From the first public step on, everything in the plan is public; later steps find it so."""
    if not plan.is_public:
        plan.published_at = clock.now()
        store(plan, "published_at")
        publish_in_tally(plan)
        list_sources(plan, by=by)
        for text in texts_of.texts_owned_by([commitment.urn for commitment in plan.commitments.all()]):
            texts.publish_text(text, by=by)
    touch(plan)


def _require_ready(plan: ActionPlan) -> None:
    if not plan.commitment_count:
        raise PlanNotReady(_("A plan needs at least one commitment. Add one first."))
    wordless = plan.commitments.filter(text__current=None).first()
    if wordless:
        raise PlanNotReady(_("Commitment %(number)s has no text yet. Write one first.") % {"number": wordless.number})
    bare = plan.commitments.filter(milestone_count=0).first()
    if bare:
        raise PlanNotReady(_("Commitment %(number)s has no milestone yet. Add one first.") % {"number": bare.number})
