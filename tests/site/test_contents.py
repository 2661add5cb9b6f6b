"""What an act has hashed can be downloaded, byte for byte, and verified with the command that its page shows."""

import re
from datetime import date
from html import unescape

import pytest

from parvis.assessments import commands as reports
from parvis.evidence.types import Citation, Source
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.plans import commands
from parvis.register import queries as register
from parvis.register import sequencer, verify
from parvis.register.models import Entry
from parvis.texts.types import Passage
from tests.accounts.factories import MembershipFactory
from tests.assessments.readings import recorded
from tests.plans.factories import ChallengeFactory, CommitmentFactory, MilestoneFactory, PlanFactory
from tests.plans.people import lead_of, point_of_contact_of

pytestmark = [pytest.mark.django_db]

WORDS = Multilingual({"fr": "Trois jeux sur cinq sont publiés.", "en": "Three datasets of five are out."})
PAGE = Source(Citation.Kind.WEB_PAGE, title=WORDS, url="https://example.org/section", accessed_on=PartialDate("2022"))
WHY = Multilingual({"en": "It was the wrong one."})


def submitted():
    plan = PlanFactory(draft=True)
    MilestoneFactory(commitment__plan=plan, commitment__challenge=ChallengeFactory(plan=plan))
    plan.refresh_from_db()
    return commands.submit_plan(plan, by=point_of_contact_of(plan), on=plan.recorded_at.date())


def edited():
    plan = PlanFactory()
    return commands.edit_plan(plan, by=point_of_contact_of(plan), title=Multilingual({"en": "Another"}), reason=WHY)


def challenged():
    plan = PlanFactory()
    return commands.add_challenge(plan, by=point_of_contact_of(plan), title=Multilingual({"en": "Trust"}))


def promised():
    plan = PlanFactory()
    passages = [Passage("objectives", WORDS)]
    return commands.draft_commitment(plan, by=point_of_contact_of(plan), title=WORDS, passages=passages)


def with_milestone():
    commitment = CommitmentFactory()
    return commands.add_milestone(commitment, by=point_of_contact_of(commitment.plan), title=WORDS)


def progressed():
    milestone = MilestoneFactory()
    commands.report_progress(
        milestone, by=lead_of(milestone.commitment), words=WORDS, status="in_progress", on=PartialDate("2022-10")
    )


def completed():
    milestone = MilestoneFactory()
    commands.complete_milestone(milestone, by=lead_of(milestone.commitment), on=date(2022, 12, 1), evidence=PAGE)


def withdrawn():
    reports.withdraw_report(recorded().report, by=IMPORT, reason=WHY)


ACTS = {
    "plans.plan_submitted": (submitted, "content_sha256"),
    "plans.plan_edited": (edited, "content_sha256"),
    "plans.challenge_added": (challenged, "content_sha256"),
    "plans.commitment_added": (promised, "content_sha256"),
    "texts.text_published": (promised, "sha256"),
    "plans.milestone_added": (with_milestone, "content_sha256"),
    "plans.progress_reported": (progressed, "content_sha256"),
    "plans.milestone_completed": (completed, "source_sha256"),
    "evidence.source_recorded": (completed, "source_sha256"),
    "assessments.report_imported": (recorded, "content_sha256"),
    "assessments.report_withdrawn": (withdrawn, "reason_sha256"),
}


@pytest.fixture
def log(settings, tmp_path):
    """The register of this test alone."""
    settings.REGISTER_FOLDER, settings.REGISTER_KEY = tmp_path / "log", tmp_path / "register.key"
    settings.REGISTER_ORIGIN = "parvis.test/register/log"
    return tmp_path / "log"


@pytest.mark.parametrize("event", ACTS)
def test_what_was_hashed_is_handed_out(client, log, event):
    act, digest = ACTS[event]
    act()
    sequencer.sequence_once()
    entry = Entry.objects.filter(event=event).get()
    content = client.get(f"/en/register/{entry.index}/{digest}.json").content

    found = verify.digest_in(entry.leaf.encode(), verify.digests_of(content, None), salted=False)
    assert found == entry.payload[digest]


def test_the_command_of_the_page_verifies_what_it_offers(client, log, tmp_path, monkeypatch, capsys):
    submitted()
    sequencer.sequence_once()
    monkeypatch.chdir(tmp_path)
    index = register.latest(Entry.objects.get(event="plans.plan_submitted").object).index
    html = unescape(client.get(f"/en/register/{index}/").content.decode())
    (command,) = set(re.findall(r"python3 verify.py (\S+ --key \S+ --object parvis-\S+\.json)", html))
    for address in (f"/en/register/{index}/receipt.tlog-proof", f"/en/register/{index}/content_sha256.json"):
        assert f'href="{address}"' in html
        answer = client.get(address)
        (tmp_path / re.search('"(.+)"', answer["Content-Disposition"])[1]).write_bytes(answer.content)

    assert verify.main(command.split()) == 0
    file = tmp_path / command.split()[-1]
    file.write_bytes(file.read_bytes().replace(b"title", b"titel", 1))
    assert verify.main(command.split()) == 1
    assert "no digest of" in capsys.readouterr().err


def test_what_was_changed_since_is_not_handed_out(client, log):
    plan = submitted()
    commands.edit_plan(plan, by=point_of_contact_of(plan), title=Multilingual({"en": "Another"}), reason=WHY)
    sequencer.sequence_once()
    index = Entry.objects.get(event="plans.plan_submitted").index
    answer = client.get(f"/en/register/{index}/content_sha256.json")

    assert answer.status_code == 404
    assert "it has been changed since" in answer.content.decode()


@pytest.mark.parametrize("digest", ["on", "nothing", "object"])
def test_what_is_no_hash_is_not_found(client, log, digest):
    submitted()
    sequencer.sequence_once()
    index = Entry.objects.get(event="plans.plan_submitted").index

    assert client.get(f"/en/register/{index}/{digest}.json").status_code == 404


def test_a_draft_is_handed_out_to_its_staff_only(client, log):
    """An act on a plan that has been taken back to a draft, which its line does not hide."""
    plan = submitted()
    sequencer.sequence_once()
    type(plan).objects.filter(pk=plan.pk).update(published_at=None)
    address = f"/en/register/{Entry.objects.get(event='plans.plan_submitted').index}/content_sha256.json"

    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory(member=plan.member, role="point_of_contact").person)
    assert client.get(address).status_code == 200
