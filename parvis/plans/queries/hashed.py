"""What the hashes in acts on plans are of, as it is now."""

from collections.abc import Iterator, Mapping
from typing import Any

from parvis.evidence import queries as evidence
from parvis.kernel import urns
from parvis.kernel.contents import Finder

from .. import events
from ..content import challenge_json, commitment_json, milestone_json, plan_json, words_json
from ..models import ActionPlan, Challenge, Commitment, Milestone, ProgressUpdate

Said = Mapping[str, Any]


def _uid(urn: str) -> str:
    return urns.parse(urn)[1]


def _plan(said: Said, viewer: Any) -> Iterator[bytes]:
    return map(plan_json, ActionPlan.objects.visible_to(viewer).filter(uid=_uid(said["object"])))


def _challenge(said: Said, viewer: Any) -> Iterator[bytes]:
    plans = ActionPlan.objects.visible_to(viewer).filter(uid=_uid(said["object"]))
    return map(challenge_json, Challenge.objects.filter(plan__in=plans, number=said["payload"]["number"]))


def _commitment(said: Said, viewer: Any) -> Iterator[bytes]:
    return map(commitment_json, Commitment.objects.visible_to(viewer).filter(uid=_uid(said["object"])))


def _milestone(said: Said, viewer: Any) -> Iterator[bytes]:
    return map(milestone_json, Milestone.objects.visible_to(viewer).filter(uid=_uid(said["object"])))


def _words(said: Said, viewer: Any) -> Iterator[bytes]:
    milestones = Milestone.objects.visible_to(viewer).filter(uid=_uid(said["object"]))
    updates = ProgressUpdate.objects.filter(milestone__in=milestones, uid=_uid(said["payload"]["progress"]))
    return (words_json(update.words) for update in updates)


def _evidence(said: Said, viewer: Any) -> Iterator[bytes]:
    return evidence.source_contents(said["payload"]["evidence"])


_ABOUT: dict[Finder, tuple[type, ...]] = {
    _plan: (events.PlanOpened, events.PlanSubmitted, events.PlanLaunched, events.PlanEnded, events.PlanEdited),
    _challenge: (events.ChallengeAdded, events.ChallengeEdited),
    _commitment: (events.CommitmentAdded, events.CommitmentEdited),
    _milestone: (events.MilestoneAdded, events.MilestoneEdited, events.MilestoneCompleted),
    _words: (events.ProgressReported,),
}
HASHED: dict[tuple[str, str], Finder] = {
    (event.name, "content_sha256"): find for find, about in _ABOUT.items() for event in about
} | {(events.MilestoneCompleted.name, "source_sha256"): _evidence}
