"""What came with a file, or as part of a plan, has no act of its own: its history shows the act that brought it."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from parvis.accounts.models import Member, Organisation
from parvis.assessments.models import CommitmentFile, Report
from parvis.evidence.models import Citation, Document
from parvis.kernel import urns
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.plans import commands as plans
from parvis.plans.models import ActionPlan, Challenge, Commitment, Milestone
from parvis.plans.standards.plan_file import read
from parvis.register import queries as register
from parvis.register import sequencer
from parvis.register.telling import history_url
from tests.assessments.commitment_rows import file_of, row
from tests.assessments.readings import inception, recorded
from tests.assessments.test_record_past_commitments import enter
from tests.plans.people import point_of_contact_of
from tests.plans.test_plan_file_refusals import TODAY

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
FILE = Path(__file__).parents[2] / "demonstration/quebec-2021-2023.yaml"


@pytest.fixture(autouse=True)
def log(settings, tmp_path):
    settings.REGISTER_FOLDER, settings.REGISTER_KEY = tmp_path / "register", tmp_path / "register.key"
    settings.REGISTER_ORIGIN = "parvis.test/register"


@pytest.fixture
def plan():
    file = read(FILE.read_bytes(), today=TODAY)
    plan = plans.record_past_plan(file.document, by=IMPORT, sha256=file.sha256).plan
    sequencer.sequence_once()
    return plan


def arrived(thing):
    """The kind of act, and what it is about."""
    found = register.history(thing.urn, ANYONE).arrived
    return found and (found.line.event, found.line.object)


def every_history_of(client, plan):
    """The addresses that the pages of its commitments lead to."""
    pages = [client.get(one.get_absolute_url()).content.decode() for one in plan.commitments.all()]
    found = {address for html in pages for address in re.findall(r'href="(/en/register/objects/[^"]+)"', html)}
    assert len(found) >= 20
    return sorted(found)


def test_every_history_that_a_commitment_leads_to_leads_to_a_receipt(client, plan):
    for address in every_history_of(client, plan):
        html = client.get(address).content.decode()

        assert "This came here together with other things, by one act:" in html
        assert 'href="/en/register/0/receipt.tlog-proof"' in html, address
        assert "No act yet" not in html


def test_its_page_takes_eight_queries_at_most(client, plan):
    recorded(inception())
    sequencer.sequence_once()
    things = [kind.objects.order_by("pk").last() for kind in (Member, Organisation, Citation, Document, Milestone)]
    for address in [*every_history_of(client, plan)[::6], *(history_url(thing.urn) for thing in things)]:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)

        assert len(asked) <= 8, address


def test_a_page_of_a_source_has_the_receipt_too(client, plan):
    source = Citation.objects.order_by("pk").last()
    with CaptureQueriesContext(connection) as asked:
        html = client.get(source.get_absolute_url()).content.decode()

    assert len(asked) <= 8
    assert 'href="/en/register/0/receipt.tlog-proof"' in html


def test_the_act_is_sought_among_those_that_mention_what_it_brought(plan):
    with CaptureQueriesContext(connection) as asked:
        arrived(plan.challenges.first())

    [sought] = [one["sql"] for one in asked if '"event" IN' in one["sql"]]
    assert 'FROM "register_mention"' in sought


@pytest.mark.parametrize("kind", [Challenge, Commitment, Milestone, Member, Citation])
def test_what_a_plan_file_brought_came_with_the_plan(plan, kind):
    shown = [register.history(thing.urn, ANYONE) for thing in kind.objects.all()]

    assert {one.arrived.line.event if one.arrived else one.acts[0].line.event for one in shown} == {
        "plans.plan_imported"
    }


def test_an_organisation_came_with_the_first_plan_that_names_it(plan):
    named = Organisation.objects.filter(pk__in=plan.involvements.values("organisation"))

    assert {arrived(one) for one in named} == {("plans.plan_imported", plan.urn)}


def test_what_only_a_report_names_came_with_the_report():
    recorded(inception())
    sequencer.sequence_once()
    report = Report.objects.get()
    brought = [*Commitment.objects.all(), *Milestone.objects.all(), Member.objects.get(), Document.objects.get()]
    brought += [one.contribution for one in report.comments.all()]
    brought += Citation.objects.exclude(pk=report.source_id)

    assert {arrived(one) for one in brought} == {("assessments.report_imported", report.urn)}


def test_what_a_report_adds_to_a_plan_that_was_here_came_with_the_report(plan):
    there = Milestone.objects.filter(commitment__plan=plan).first()
    recorded(inception(member=str(plan.member.name), plan=str(plan.title)))
    sequencer.sequence_once()
    added = Commitment.objects.filter(plan=plan).order_by("pk").last()

    assert Report.objects.get().plan == plan
    assert arrived(added) == ("assessments.report_imported", Report.objects.get().urn)
    assert arrived(there) == ("plans.plan_imported", plan.urn)


def test_what_a_file_of_commitment_data_brought_came_with_the_file():
    enter(file_of(row()))
    sequencer.sequence_once()
    file = CommitmentFile.objects.get()
    brought = [ActionPlan.objects.get(), Commitment.objects.get(), Member.objects.get(), *Organisation.objects.all()]

    assert {arrived(one) for one in brought} == {("assessments.commitments_imported", file.urn)}


def test_what_nobody_may_see_shows_no_act(plan, monkeypatch):
    milestone = Milestone.objects.first()
    monkeypatch.setattr(urns, "resolve", lambda *_: {})

    shown = register.history(milestone.urn, ANYONE)

    assert (shown.named, shown.arrived) == (None, None)


def test_what_has_its_own_beginning_came_by_that(plan):
    who = point_of_contact_of(plan)
    commitment = plan.commitments.first()
    ActionPlan.objects.filter(pk=plan.pk).update(ended_on=None)
    milestone = plans.add_milestone(commitment, by=who, title=Multilingual({"en": "More", "fr": "Plus"}))
    challenge = plans.add_challenge(plan, by=who, title=Multilingual({"en": "More", "fr": "Plus"}))
    sequencer.sequence_once()

    for added in (milestone, challenge):
        shown = register.history(added.urn, ANYONE)
        assert (len(shown.acts), shown.arrived) == (1, None)


def test_later_acts_stand_before_the_one_that_brought_it(client, plan):
    who = point_of_contact_of(plan)
    ActionPlan.objects.filter(pk=plan.pk).update(ended_on=None)
    challenge = plan.challenges.first()
    words = {"by": who, "title": Multilingual({"en": "Other", "fr": "Autre"})}
    plans.edit_challenge(challenge, **words, reason=Multilingual({"en": "So", "fr": "Ainsi"}))
    sequencer.sequence_once()

    shown = register.history(challenge.urn, ANYONE)
    assert [told.line.event for told in shown.acts] == ["plans.challenge_edited"]
    assert shown.arrived.line.event == "plans.plan_imported"


def test_the_act_that_brought_it_comes_with_the_last_page(plan):
    who = point_of_contact_of(plan)
    ActionPlan.objects.filter(pk=plan.pk).update(ended_on=None)
    challenge = plan.challenges.first()
    for n in range(3):
        words = {"by": who, "title": Multilingual({"en": f"Other {n}", "fr": f"Autre {n}"})}
        plans.edit_challenge(challenge, **words, reason=Multilingual({"en": "So", "fr": "Ainsi"}))
    sequencer.sequence_once()
    first = register.history(challenge.urn, ANYONE, size=2)
    last = register.history(challenge.urn, ANYONE, size=2, after=first.page.after)

    assert (first.arrived, last.arrived.line.event) == (None, "plans.plan_imported")


def test_it_reads_in_french(client, plan):
    with override("fr"):
        html = client.get(history_url(plan.challenges.first().urn)).content.decode()

    assert "Cet élément est arrivé avec d’autres, par un seul acte" in html
