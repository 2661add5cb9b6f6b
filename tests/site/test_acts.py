"""What pages show of acts: the latest on the home page, and links for those who may act."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.types import Role
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.plans import commands
from parvis.plans.types import MilestoneStatus
from parvis.register import sequencer
from tests.accounts.factories import MembershipFactory, PersonFactory
from tests.assessments.factories import ReportFactory
from tests.plans.factories import (
    ChallengeFactory,
    CommitmentFactory,
    ContactFactory,
    InvolvementFactory,
    MilestoneFactory,
    PlanFactory,
    ProgressUpdateFactory,
)

pytestmark = pytest.mark.django_db
WORDS = Multilingual({"en": "Under way.", "fr": "En cours."})
MOST_QUERIES = 8


@pytest.fixture(autouse=True)
def _register_of_its_own(settings, tmp_path):
    settings.REGISTER_FOLDER, settings.REGISTER_KEY = tmp_path / "register", tmp_path / "register.key"


def point_of_contact_of(member):
    return MembershipFactory(member=member, role=Role.POINT_OF_CONTACT).person


def an_act_of_each_kind():
    milestone = MilestoneFactory()
    contact = point_of_contact_of(milestone.commitment.plan.member)
    plan = PlanFactory(draft=True, member=milestone.commitment.plan.member)
    MilestoneFactory(commitment__plan=plan)
    plan.refresh_from_db()
    on = PartialDate("2022-01-01")
    commands.report_progress(milestone, by=contact, words=WORDS, status=MilestoneStatus.IN_PROGRESS, on=on)
    commands.submit_plan(plan, by=contact, on=date(2022, 1, 1))
    commands.launch_plan(plan, by=contact, on=date(2022, 1, 2))
    sequencer.sequence_once()
    return milestone


def test_the_home_page_tells_the_latest_acts(client):
    milestone = an_act_of_each_kind()

    text = client.get("/en/").content.decode()

    assert "reported progress on the milestone" in text
    assert milestone.get_absolute_url() in text


def test_telling_them_costs_no_more_than_any_page(client):
    for _number in range(3):
        an_act_of_each_kind()

    with CaptureQueriesContext(connection) as asked:
        client.get("/en/")

    assert len(asked) <= MOST_QUERIES


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("edit_plan", "plan"),
        ("draft_commitment", "plan"),
        ("end_plan", "plan"),
        ("revise_commitment", "commitment"),
        ("add_milestone", "commitment"),
        ("report_progress", "milestone"),
        ("complete_milestone", "milestone"),
    ],
)
def test_who_may_act_finds_the_way_on_the_page(client, name, subject):
    milestone = MilestoneFactory()
    commitment, plan = milestone.commitment, milestone.commitment.plan
    address = {
        "plan": [plan.slug],
        "commitment": [plan.slug, commitment.number],
        "milestone": [plan.slug, milestone.code],
    }[subject]
    url = reverse(f"plans:{name}", args=address)
    page = (plan if subject == "plan" else commitment).get_absolute_url()
    before = client.get(page).content.decode()
    client.force_login(point_of_contact_of(plan.member))

    assert f'href="{url}"' in client.get(page).content.decode()
    assert f'href="{url}"' not in before


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.FORUM_MEMBER])
def test_other_roles_find_none(client, role):
    plan = MilestoneFactory().commitment.plan
    client.force_login(MembershipFactory(member=plan.member, role=role).person)

    assert "edit/" not in client.get(plan.get_absolute_url()).content.decode()


def test_a_draft_is_shown_to_staff_and_says_so(client):
    commitment = CommitmentFactory(plan__draft=True)
    client.force_login(point_of_contact_of(commitment.plan.member))

    assert "This is a draft." in client.get(commitment.plan.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("name", "offered"), [("edit", True), ("commitments/add", False), ("end", False)])
def test_an_ended_plan_can_be_corrected_and_gets_no_new_promises(client, name, offered):
    plan = PlanFactory(ended_on=PartialDate("2023-03"))
    client.force_login(point_of_contact_of(plan.member))

    text = client.get(plan.get_absolute_url()).content.decode()

    assert (f'href="/en/plans/{plan.slug}/{name}/"' in text) == offered


def test_each_part_and_contact_leads_to_its_end(client):
    part = InvolvementFactory()
    contact = ContactFactory(commitment=part.commitment)
    client.force_login(point_of_contact_of(part.plan.member))

    text = client.get(part.commitment.get_absolute_url()).content.decode()

    assert reverse("plans:end_involvement", args=[part.plan.slug, part.pk]) in text
    assert reverse("plans:remove_contact", args=[part.plan.slug, part.commitment.number, contact.pk]) in text


def test_a_draft_leads_to_taking_things_out(client):
    milestone = MilestoneFactory(commitment__plan__draft=True)
    commitment, plan = milestone.commitment, milestone.commitment.plan
    challenge = ChallengeFactory(plan=plan)
    client.force_login(point_of_contact_of(plan.member))

    on_plan = client.get(plan.get_absolute_url()).content.decode()
    on_commitment = client.get(commitment.get_absolute_url()).content.decode()

    assert reverse("plans:discard_plan", args=[plan.slug]) in on_plan
    assert reverse("plans:remove_challenge", args=[plan.slug, challenge.number]) in on_plan
    assert reverse("plans:remove_commitment", args=[plan.slug, 1]) in on_commitment
    assert reverse("plans:remove_milestone", args=[plan.slug, "1.1"]) in on_commitment


def test_a_name_is_not_shown_to_everyone(client):
    person = PersonFactory(name="Ada Example")
    update = ProgressUpdateFactory(author=person)

    assert "Ada Example" not in client.get(update.milestone.get_absolute_url()).content.decode()


def test_an_evaluator_is_offered_to_withdraw_a_report(client):
    report = ReportFactory()
    evaluator = MembershipFactory(member=report.plan.member, role=Role.EVALUATOR).person
    client.force_login(evaluator)

    assert "Withdraw the report" in client.get(report.get_absolute_url()).content.decode()


def test_nobody_else_is(client):
    report = ReportFactory()
    client.force_login(MembershipFactory(role=Role.EVALUATOR).person)

    assert "Withdraw the report" not in client.get(report.get_absolute_url()).content.decode()
