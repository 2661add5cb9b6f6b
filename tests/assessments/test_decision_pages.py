"""The pages on which people withdraw a report and decide on what its prose states."""

import re
from html import unescape

import pytest
from django.urls import reverse

from parvis.assessments.models import Proposal, Report
from parvis.kernel.languages import Multilingual
from parvis.register.models import Outbox
from tests.accounts.factories import MembershipFactory
from tests.plans.factories import PlanFactory

from .factories import ProposalFactory, ReportFactory

pytestmark = pytest.mark.django_db

DECISIONS = ["confirm_proposal", "decline_proposal"]
REASON = {"reason_en": "It is on another plan.", "reason_fr": ""}


@pytest.fixture
def proposal() -> Proposal:
    """Among others; its quotation stands inside its explanation."""
    ProposalFactory()
    return ProposalFactory(answer__explanation="Of note: Two out of three milestones have been reached. So be it.")


def works_for(report: Report, client, role: str = "evaluator"):
    person = MembershipFactory(member=report.plan.member, role=role).person
    client.force_login(person)
    return person


def address(name: str, proposal: Proposal) -> str:
    return reverse(f"assessments:{name}", args=[proposal.uid])


def withdrawal(report: Report) -> str:
    return reverse("assessments:withdraw_report", args=[report.slug])


def confirmed(client, url: str, data: dict[str, str]):
    """Fill in, look at it, confirm: the answer to the confirmation."""
    looked_at = client.post(url, data)
    assert looked_at.status_code == 200, looked_at.context["form"].errors
    button = re.search(r'name="confirmed" value="(\w+)"', looked_at.content.decode())
    return client.post(url, {**data, "confirmed": button.group(1)})


def shown(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", answer.content.decode())))


@pytest.mark.parametrize("name", DECISIONS)
def test_the_quotation_is_shown_where_it_stands(client, proposal, name):
    works_for(proposal.answer.report, client)

    answer = client.get(address(name, proposal))

    assert "Of note: Two out of three milestones have been reached. So be it." in shown(answer)
    assert "<mark>Two out of three milestones have been reached.</mark>" in answer.content.decode()
    assert "2 of 3 milestones" in shown(answer)


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_looked_at_before_it_counts(client, proposal, name):
    works_for(proposal.answer.report, client)

    client.post(address(name, proposal), {})

    assert Proposal.objects.get(pk=proposal.pk).decision == "open"
    assert not Outbox.objects.exists()


@pytest.mark.parametrize(("name", "decision"), [("confirm_proposal", "confirmed"), ("decline_proposal", "declined")])
def test_a_confirmed_decision_counts_and_leads_back_to_the_answer(client, proposal, name, decision):
    works_for(proposal.answer.report, client)

    answer = confirmed(client, address(name, proposal), {})

    assert answer["Location"] == proposal.answer.get_absolute_url()
    assert list(Proposal.objects.order_by("pk").values_list("decision", flat=True)) == ["open", decision]


def test_who_decides_second_is_told(client, proposal):
    works_for(proposal.answer.report, client)
    confirmed(client, address("confirm_proposal", proposal), {})

    answer = client.post(address("decline_proposal", proposal))

    assert answer.status_code == 422
    assert "Someone has decided on this value already." in shown(answer)


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("role", ["point_of_contact", "commitment_lead"])
def test_the_government_does_not_decide_on_its_own_marks(client, proposal, name, role):
    works_for(proposal.answer.report, client, role)

    assert client.get(address(name, proposal)).status_code == 403


def test_the_words_of_a_report_are_never_markup(client, proposal):
    proposal.answer.explanation = proposal.quotation = "<img src=x onerror=alert(1)>"
    proposal.answer.save()
    proposal.save()
    works_for(proposal.answer.report, client)

    assert "<img src=x" not in client.get(address("confirm_proposal", proposal)).content.decode()


@pytest.mark.parametrize("name", DECISIONS)
def test_an_evaluator_of_another_member_may_not(client, proposal, name):
    works_for(ReportFactory(), client)

    assert client.get(address(name, proposal)).status_code == 403


def test_a_report_is_withdrawn_with_a_reason(client):
    noise, report = ReportFactory(), ReportFactory()
    works_for(report, client, "administrator")

    answer = confirmed(client, withdrawal(report), REASON)

    report.refresh_from_db()
    noise.refresh_from_db()
    assert answer["Location"] == report.plan.get_absolute_url()
    assert report.withdrawn_because == Multilingual({"en": "It is on another plan."})
    assert noise.withdrawn_at is None


def test_what_stays_at_its_address_is_the_reason(client):
    report = ReportFactory()
    works_for(report, client)
    confirmed(client, withdrawal(report), REASON)
    client.logout()

    answer = client.get(report.get_absolute_url())

    assert answer.status_code == 410
    assert "It is on another plan." in shown(answer)


def test_of_a_withdrawn_report_on_a_draft_nobody_outside_learns(client):
    report = ReportFactory(plan=PlanFactory(draft=True))
    works_for(report, client)
    confirmed(client, withdrawal(report), REASON)
    client.logout()

    assert client.get(report.get_absolute_url()).status_code == 404


def test_a_report_is_not_withdrawn_without_a_reason(client):
    report = ReportFactory()
    works_for(report, client)

    answer = client.post(withdrawal(report), {})

    assert answer.status_code == 422
    assert "a published report does not go without a reason" in shown(answer)


def test_a_withdrawn_report_is_not_withdrawn_again(client):
    report = ReportFactory()
    works_for(report, client)
    confirmed(client, withdrawal(report), REASON)

    assert client.get(withdrawal(report)).status_code == 404


@pytest.mark.parametrize("role", ["point_of_contact", "commitment_lead", "forum_member"])
def test_who_does_not_judge_withdraws_none(client, role):
    report = ReportFactory()
    works_for(report, client, role)

    assert client.get(withdrawal(report)).status_code == 403
