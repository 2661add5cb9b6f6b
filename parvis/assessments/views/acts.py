"""What people do with a report that is here: withdraw it, decide on what its prose states."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from parvis.kernel.access import signed_in
from parvis.kernel.permissions import require
from parvis.kernel.steps import confirm, typed

from .. import commands, queries, rows
from ..forms import DecisionForm, ReasonForm
from ..looking import around
from ..models import Proposal


@signed_in
def withdraw_report(request: HttpRequest, report: str) -> HttpResponse:
    found = queries.report(report, viewer=request.user)
    require(request.user, "assessments.withdraw_report", found)
    return confirm(
        request,
        "assessments/withdraw_report.html",
        {"form": ReasonForm(**typed(request), languages=found.plan.member.languages), "report": found}
        | {"member": found.plan.member, "cancel_url": found.get_absolute_url()},
        heading=_("Withdraw this report"),
        do=lambda data: commands.withdraw_report(found, by=request.user, **data),
        to=found.plan.get_absolute_url(),
        said=_("The report is withdrawn. Its lines on the register stay."),
    )


@signed_in
def confirm_proposal(request: HttpRequest, proposal: uuid.UUID) -> HttpResponse:
    found = queries.proposal(proposal, viewer=request.user)
    require(request.user, "assessments.confirm_proposal", found)
    return confirm(
        request,
        "assessments/confirm_proposal.html",
        _about(request, found),
        heading=_("Confirm what the prose states"),
        do=lambda data: commands.confirm_proposal(found, by=request.user),
        to=found.answer.get_absolute_url(),
        said=_("The value is confirmed as what the prose states. The answer itself stays missing in the source."),
    )


@signed_in
def decline_proposal(request: HttpRequest, proposal: uuid.UUID) -> HttpResponse:
    found = queries.proposal(proposal, viewer=request.user)
    require(request.user, "assessments.decline_proposal", found)
    return confirm(
        request,
        "assessments/decline_proposal.html",
        _about(request, found),
        heading=_("Decline this reading of the prose"),
        do=lambda data: commands.decline_proposal(found, by=request.user),
        to=found.answer.get_absolute_url(),
        said=_("The reading is declined. The answer stays missing in the source."),
    )


def _about(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    answer = proposal.answer
    before, after = around(answer.explanation, proposal.quotation)
    return {
        "form": DecisionForm(**typed(request)),
        "proposal": proposal,
        "report": answer.report,
        "member": answer.report.plan.member,
        "one": rows.read(answer.report, answer, proposal=proposal),
        "before": before,
        "after": after,
        "cancel_url": answer.get_absolute_url(),
    }
