"""What a plan promises, as canonical JSON (RFC 8785), and its hash: progress does not change it."""

import hashlib
from typing import Any

import rfc8785

from parvis.kernel.languages import Multilingual

from .models import ActionPlan, Challenge, Commitment, Milestone


def plan_json(plan: ActionPlan) -> bytes:
    """The plan's promises, down to milestones and the hash of each text."""
    commitments = plan.commitments.select_related("text__current", "challenge").prefetch_related(
        "milestones__responsible"
    )
    return rfc8785.dumps(
        {
            "uid": str(plan.uid),
            "title": plan.title.as_json(),
            "summary": plan.summary.as_json(),
            "starts_on": _text(plan.starts_on),
            "ends_on": _text(plan.ends_on),
            "challenges": [_challenge(challenge) for challenge in plan.challenges.all()],
            "commitments": [
                _commitment(commitment) | {"milestones": [_milestone(one) for one in commitment.milestones.all()]}
                for commitment in commitments
            ],
        }
    )


def plan_sha256(plan: ActionPlan) -> str:
    return _sha256(plan_json(plan))


def commitment_json(commitment: Commitment) -> bytes:
    return rfc8785.dumps(_commitment(commitment))


def commitment_sha256(commitment: Commitment) -> str:
    return _sha256(commitment_json(commitment))


def milestone_json(milestone: Milestone) -> bytes:
    return rfc8785.dumps(_milestone(milestone))


def milestone_sha256(milestone: Milestone) -> str:
    return _sha256(milestone_json(milestone))


def challenge_json(challenge: Challenge) -> bytes:
    return rfc8785.dumps(_challenge(challenge))


def challenge_sha256(challenge: Challenge) -> str:
    return _sha256(challenge_json(challenge))


def words_json(words: Multilingual) -> bytes:
    return rfc8785.dumps(words.as_json())


def words_sha256(words: Multilingual) -> str:
    return _sha256(words_json(words))


def _challenge(challenge: Challenge) -> dict[str, Any]:
    return {"number": challenge.number, "title": challenge.title.as_json(), "pillar": challenge.pillar.as_json()}


def _commitment(commitment: Commitment) -> dict[str, Any]:
    current = commitment.text.current if commitment.text else None
    return {
        "number": commitment.number,
        "identifier": commitment.identifier,
        "title": commitment.title.as_json(),
        "challenge": commitment.challenge.number if commitment.challenge else None,
        "starts_on": _text(commitment.starts_on),
        "ends_on": _text(commitment.ends_on),
        "values": sorted(commitment.values),
        "text": current.sha256 if current else None,
    }


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {
        "number": milestone.number,
        "title": milestone.title.as_json(),
        "description": milestone.description.as_json(),
        "starts_on": _text(milestone.starts_on),
        "due_on": _text(milestone.due_on),
        "measure": milestone.measure,
        "target": milestone.target,
        "responsible": sorted(str(organisation.uid) for organisation in milestone.responsible.all()),
    }


def _text(value: Any) -> str | None:
    return value.text if value else None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
