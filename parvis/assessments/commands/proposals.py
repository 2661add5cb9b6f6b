"""A person decides on what the prose of a report states. The answer itself stays missing in the source."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kernel import clock
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register

from ..errors import AlreadyWithdrawn
from ..events import ProposalConfirmed, ProposalDeclined
from ..models import Proposal
from ..types import Decision


@transaction.atomic
def confirm_proposal(proposal: Proposal, *, by: Actor) -> Proposal:
    """Say that the prose does state this value. Raises `AlreadyDecided`, `AlreadyWithdrawn`."""
    proposal = locked(proposal)
    require(by, "assessments.confirm_proposal", proposal)

    _decide(proposal, Decision.CONFIRMED)

    answer = proposal.answer
    event = ProposalConfirmed(
        proposal.urn, answer.report.plan.member.urn, answer.report.urn, answer.question, proposal.value
    )
    register.record(event, by=by)
    return proposal


@transaction.atomic
def decline_proposal(proposal: Proposal, *, by: Actor) -> Proposal:
    """Say that the prose does not state this value. Raises `AlreadyDecided`, `AlreadyWithdrawn`."""
    proposal = locked(proposal)
    require(by, "assessments.decline_proposal", proposal)

    _decide(proposal, Decision.DECLINED)

    answer = proposal.answer
    event = ProposalDeclined(
        proposal.urn, answer.report.plan.member.urn, answer.report.urn, answer.question, proposal.value
    )
    register.record(event, by=by)
    return proposal


def _decide(proposal: Proposal, decision: Decision) -> None:
    if proposal.answer.report.is_withdrawn:
        raise AlreadyWithdrawn(_("This report has been withdrawn already."))
    proposal.decide(decision, at=clock.now())
    store(proposal, "decision", "decided_at")
