"""Taking a report off the pages, and deciding on what its prose states."""

import json

import pytest

from parvis.assessments import commands, queries
from parvis.assessments.errors import AlreadyDecided, AlreadyWithdrawn, ReasonMissing
from parvis.assessments.models import Report
from parvis.contributions.types import find_subject
from parvis.kernel import urns
from parvis.kernel.errors import NotFound, NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.register import queries as register
from tests.accounts.factories import MembershipFactory

from .factories import ProposalFactory, ReportFactory
from .readings import recorded

pytestmark = pytest.mark.django_db
WHY = Multilingual({"en": "The wrong file"})


def staff(report: Report, role: str):
    return MembershipFactory(member=report.plan.member, role=role).person


def test_a_withdrawn_report_is_gone_from_the_pages_and_keeps_its_title_in_the_journal():
    report = recorded().report

    commands.withdraw_report(report, by=IMPORT, reason=WHY)

    with pytest.raises(NotFound):
        queries.report(report.slug, viewer=IMPORT)
    assert find_subject(report.urn) is None
    assert urns.resolve([report.urn], None)[report.urn].url is None


def test_the_reason_is_kept_and_its_digest_is_on_the_register():
    report = ReportFactory()

    commands.withdraw_report(report, by=IMPORT, reason=WHY)

    line = register.latest(report.urn)
    assert Report.objects.get(pk=report.pk).withdrawn_because == WHY
    assert line.event == "assessments.report_withdrawn"
    assert "wrong file" not in line.leaf
    assert json.loads(line.leaf)["payload"]["plan"] == report.plan.urn


def test_the_same_file_may_enter_again_as_another_report():
    report = recorded().report
    commands.withdraw_report(report, by=IMPORT, reason=WHY)

    again = recorded()

    assert (again.is_new, again.report.slug) == (True, f"{report.slug}-2")


def test_it_is_withdrawn_once():
    report = ReportFactory()
    commands.withdraw_report(report, by=IMPORT, reason=WHY)

    with pytest.raises(AlreadyWithdrawn):
        commands.withdraw_report(report, by=IMPORT, reason=WHY)


def test_it_is_not_withdrawn_without_a_reason():
    with pytest.raises(ReasonMissing):
        commands.withdraw_report(ReportFactory(), by=IMPORT, reason=Multilingual())


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("administrator", True),
        ("point_of_contact", False),
        ("evaluator", True),
        ("commitment_lead", False),
        ("forum_member", False),
    ],
)
def test_who_may_withdraw(role, may):
    report = ReportFactory()
    ReportFactory()

    if may:
        assert commands.withdraw_report(report, by=staff(report, role), reason=WHY).is_withdrawn
    else:
        with pytest.raises(NotPermitted):
            commands.withdraw_report(report, by=staff(report, role), reason=WHY)


@pytest.mark.parametrize("decide", [commands.confirm_proposal, commands.decline_proposal])
@pytest.mark.parametrize(
    ("role", "may"),
    [("administrator", True), ("evaluator", True), ("point_of_contact", False), ("commitment_lead", False)],
)
def test_who_may_decide_on_a_proposal(decide, role, may):
    proposal = ProposalFactory()
    by = staff(proposal.answer.report, role)

    if may:
        assert decide(proposal, by=by).decided_at
    else:
        with pytest.raises(NotPermitted):
            decide(proposal, by=by)


def test_the_import_decides_on_nothing():
    with pytest.raises(NotPermitted):
        commands.confirm_proposal(ProposalFactory(), by=IMPORT)


def test_a_confirmed_value_leaves_the_answer_missing_in_the_source():
    proposal = ProposalFactory()

    commands.confirm_proposal(proposal, by=staff(proposal.answer.report, "evaluator"))

    proposal.answer.refresh_from_db()
    assert (proposal.answer.value, proposal.answer.is_missing) == ("", True)


def test_a_decision_is_on_the_register():
    proposal = ProposalFactory()

    commands.decline_proposal(proposal, by=staff(proposal.answer.report, "evaluator"))

    line = register.latest(proposal.urn)
    assert line.event == "assessments.proposal_declined"
    assert json.loads(line.leaf)["payload"] == {
        "report": proposal.answer.report.urn,
        "question": "1.1",
        "value": "substantial",
    }


def test_it_is_decided_once():
    proposal = ProposalFactory()
    by = staff(proposal.answer.report, "evaluator")
    commands.confirm_proposal(proposal, by=by)

    with pytest.raises(AlreadyDecided):
        commands.decline_proposal(proposal, by=by)


def test_nothing_is_decided_on_a_withdrawn_report():
    proposal = ProposalFactory()
    report = proposal.answer.report
    commands.withdraw_report(report, by=IMPORT, reason=WHY)

    with pytest.raises(AlreadyWithdrawn):
        commands.confirm_proposal(proposal, by=staff(report, "evaluator"))


def test_a_proposal_is_called_by_its_question_and_found_by_its_page():
    proposal = ProposalFactory()

    named = urns.resolve([proposal.urn], None)[proposal.urn]

    assert "question 1.1" in str(named.title)
    assert queries.proposal(proposal.uid, viewer=None) == proposal
