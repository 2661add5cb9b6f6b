"""The pages on which people act: who may enter, that nothing typed is lost, that only what was seen is confirmed."""

import re

import pytest
from django.urls import reverse

from parvis.evidence.types import Citation
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.plans.models import ActionPlan, Commitment, Milestone
from parvis.register import queries as register
from tests.accounts.factories import MembershipFactory
from tests.plans.factories import (
    ChallengeFactory,
    CommitmentFactory,
    ContactFactory,
    InvolvementFactory,
    MilestoneFactory,
    PlanFactory,
)
from tests.plans.people import lead_of, point_of_contact_of

pytestmark = pytest.mark.django_db

ON_A_PLAN = ["edit_plan", "discard_plan", "open_plan", "submit_plan", "launch_plan", "end_plan", "add_challenge"]
ON_A_PLAN += ["draft_commitment", "involve_organisation"]
ON_A_COMMITMENT = ["edit_commitment", "revise_commitment", "remove_commitment", "assign_lead", "involve_organisation"]
ON_A_COMMITMENT += ["add_contact", "add_milestone"]
ON_A_MILESTONE = ["edit_milestone", "remove_milestone", "bind_milestone", "report_progress", "complete_milestone"]
ON_A_MILESTONE += ["reopen_milestone"]

EVIDENCE = {
    "source_kind": "web_page",
    "source_url": "https://example.org/section",
    "source_title": "La nouvelle section",
    "source_accessed_on": "2022-12-01",
    "source_language": "fr",
}


def addresses(milestone: Milestone) -> list[str]:
    commitment, plan = milestone.commitment, milestone.commitment.plan
    challenge = ChallengeFactory(plan=plan)
    involvement = InvolvementFactory(commitment=commitment)
    contact = ContactFactory(commitment=commitment)
    return [
        reverse("plans:draft_plan", args=[plan.member.slug]),
        *(reverse(f"plans:{name}", args=[plan.slug]) for name in ON_A_PLAN),
        reverse("plans:edit_challenge", args=[plan.slug, challenge.number]),
        reverse("plans:remove_challenge", args=[plan.slug, challenge.number]),
        *(reverse(f"plans:{name}", args=[plan.slug, commitment.number]) for name in ON_A_COMMITMENT),
        reverse("plans:end_involvement", args=[plan.slug, involvement.pk]),
        reverse("plans:remove_contact", args=[plan.slug, commitment.number, contact.pk]),
        *(reverse(f"plans:{name}", args=[plan.slug, milestone.code]) for name in ON_A_MILESTONE),
    ]


def signed_in(client, person):
    """With the second factor that staff need: the factories give it."""
    client.force_login(person)
    return client


def confirmed(client, url: str, data: dict) -> object:
    """Fill in, look at it, confirm: the answer to the confirmation."""
    looked_at = client.post(url, data)
    assert looked_at.status_code == 200, looked_at.content.decode()
    button = re.search(r'name="confirmed" value="(\w+)"', looked_at.content.decode())
    return client.post(url, {**data, "confirmed": button.group(1)})


def test_every_act_has_its_page(client):
    milestone = MilestoneFactory()
    signed_in(client, point_of_contact_of(milestone.commitment.plan))

    answers = {url: client.get(url).status_code for url in addresses(milestone)}

    assert set(answers.values()) == {200}, answers


def test_who_works_for_another_member_enters_none(client):
    milestone = MilestoneFactory()
    signed_in(client, point_of_contact_of(PlanFactory()))

    answers = {url: client.get(url).status_code for url in addresses(milestone)}

    assert set(answers.values()) == {403}, answers


def test_who_is_not_signed_in_is_asked_to(client):
    milestone = MilestoneFactory()

    answers = {url: client.get(url).headers.get("Location", "") for url in addresses(milestone)}

    assert all("/account/login/" in location for location in answers.values()), answers


def test_a_draft_is_drafted(client):
    person = MembershipFactory(role="point_of_contact").person
    member = person.memberships.get().member
    data = {"slug": "second", "title_fr": "Deuxième plan", "title_en": "Second plan", "starts_on": "2024-05"}

    signed_in(client, person).post(reverse("plans:draft_plan", args=[member.slug]), data)

    assert ActionPlan.objects.get(slug="second").starts_on == PartialDate("2024-05")


def test_what_was_typed_survives_a_refusal(client):
    person = MembershipFactory(role="point_of_contact").person
    member = person.memberships.get().member
    data = {"slug": "not a slug", "title_fr": "Un titre tapé", "starts_on": "hier"}

    answer = signed_in(client, person).post(reverse("plans:draft_plan", args=[member.slug]), data)

    assert answer.status_code == 422
    assert "Un titre tapé" in answer.content.decode()
    assert "hier" in answer.content.decode()


def test_completing_is_looked_at_before_it_counts(client):
    milestone = MilestoneFactory()
    signed_in(client, lead_of(milestone.commitment))

    client.post(
        reverse("plans:complete_milestone", args=[milestone.commitment.plan.slug, milestone.code]),
        {"on": "2022-12-01", **EVIDENCE},
    )

    milestone.refresh_from_db()
    assert not milestone.is_complete


def test_a_confirmed_completion_counts(client):
    milestone = MilestoneFactory()
    signed_in(client, lead_of(milestone.commitment))
    url = reverse("plans:complete_milestone", args=[milestone.commitment.plan.slug, milestone.code])

    confirmed(client, url, {"on": "2022-12-01", **EVIDENCE})

    milestone.refresh_from_db()
    assert milestone.evidence.url == EVIDENCE["source_url"]


@pytest.mark.parametrize("name", ["complete_milestone", "report_progress"])
def test_a_day_to_come_is_refused_before_anyone_confirms_it(client, name):
    milestone = MilestoneFactory()
    signed_in(client, lead_of(milestone.commitment))
    url = reverse(f"plans:{name}", args=[milestone.commitment.plan.slug, milestone.code])

    answer = client.post(url, {"on": "2999-12-01", "words_fr": "Fini.", "status": "in_progress", **EVIDENCE})

    assert list(answer.context["form"].errors) == ["on"]
    assert (answer.status_code, "fingerprint" in answer.context) == (422, False)
    assert "2999-12-01" in answer.content.decode()


@pytest.mark.parametrize("name", ["complete_milestone", "report_progress"])
def test_what_is_complete_is_said_to_be_in_place_of_the_form(client, name):
    milestone = MilestoneFactory(done=True)
    signed_in(client, point_of_contact_of(milestone.commitment.plan))
    address = [milestone.commitment.plan.slug, milestone.code]

    shown = client.get(reverse(f"plans:{name}", args=address)).content.decode()

    assert "This milestone is complete since" in shown
    assert milestone.evidence.get_absolute_url() in shown
    assert reverse("plans:reopen_milestone", args=address) in shown
    assert 'name="on"' not in shown


def test_who_may_not_reopen_it_is_told_who_can(client):
    milestone = MilestoneFactory(done=True)
    signed_in(client, lead_of(milestone.commitment))
    address = [milestone.commitment.plan.slug, milestone.code]

    shown = client.get(reverse("plans:complete_milestone", args=address)).content.decode()

    assert "the point of contact can take it back" in shown
    assert reverse("plans:reopen_milestone", args=address) not in shown


def test_a_look_leaves_nothing_behind(client):
    milestone = MilestoneFactory()
    signed_in(client, lead_of(milestone.commitment))
    url = reverse("plans:complete_milestone", args=[milestone.commitment.plan.slug, milestone.code])

    client.post(url, {"on": "2022-12-01", **EVIDENCE})

    milestone.refresh_from_db()
    assert (milestone.is_complete, Citation.objects.filter(url=EVIDENCE["source_url"]).exists()) == (False, False)
    assert register.latest(milestone.urn) is None


def test_what_changed_after_the_look_is_looked_at_again(client):
    milestone = MilestoneFactory()
    signed_in(client, lead_of(milestone.commitment))
    url = reverse("plans:complete_milestone", args=[milestone.commitment.plan.slug, milestone.code])
    seen = re.search(
        r'name="confirmed" value="(\w+)"', client.post(url, {"on": "2022-12-01", **EVIDENCE}).content.decode()
    ).group(1)

    client.post(url, {"on": "2022-12-02", **EVIDENCE, "confirmed": seen})

    milestone.refresh_from_db()
    assert not milestone.is_complete


def test_a_completion_without_evidence_is_refused_in_its_place(client):
    milestone = MilestoneFactory()
    signed_in(client, lead_of(milestone.commitment))
    url = reverse("plans:complete_milestone", args=[milestone.commitment.plan.slug, milestone.code])

    answer = client.post(url, {"on": "2022-12-01", "source_kind": "web_page"})

    assert "source_url" in answer.context["form"].errors


def test_an_update_needs_no_evidence(client):
    milestone = MilestoneFactory()
    signed_in(client, lead_of(milestone.commitment))
    url = reverse("plans:report_progress", args=[milestone.commitment.plan.slug, milestone.code])

    confirmed(client, url, {"words_fr": "Cela avance.", "status": "in_progress", "on": "2022-10", "source_kind": ""})

    assert milestone.updates.get().words == Multilingual({"fr": "Cela avance."})


def test_a_revision_shows_what_would_change(client):
    commitment = CommitmentFactory()
    signed_in(client, lead_of(commitment))
    version = commitment.text.current
    data = {
        "version": version.number,
        "fingerprint": version.sha256,
        "problem_en": "Few people reuse open data today.",
        "action_en": "Make the portal easier to use.",
        "reason_en": "A word was missing.",
    }

    answer = client.post(reverse("plans:revise_commitment", args=[commitment.plan.slug, commitment.number]), data)

    assert "<ins" in answer.content.decode()


def test_a_revision_of_what_someone_else_revised_keeps_the_words(client):
    commitment = CommitmentFactory()
    signed_in(client, lead_of(commitment))
    url = reverse("plans:revise_commitment", args=[commitment.plan.slug, commitment.number])
    data = {"version": 7, "fingerprint": "0", "problem_en": "My words.", "reason_en": "Mine."}

    answer = client.post(url, data)

    assert answer.status_code == 422
    assert "My words." in answer.content.decode()


def test_after_comparing_the_kept_words_are_saved(client):
    """The wording of the other person is then the one that was read: the words are not refused for ever."""
    commitment = CommitmentFactory()
    signed_in(client, lead_of(commitment))
    url = reverse("plans:revise_commitment", args=[commitment.plan.slug, commitment.number])
    data = {"version": 7, "fingerprint": "0", "problem_en": "My words.", "reason_en": "Mine."}

    refused = client.post(url, data).content.decode()
    hidden = dict(re.findall(r'name="(version|fingerprint)" value="(\w+)"', refused))

    assert confirmed(client, url, {**data, **hidden}).status_code == 302


def test_words_that_cannot_be_a_text_are_refused_beside_them(client):
    commitment = CommitmentFactory()
    signed_in(client, lead_of(commitment))
    url = reverse("plans:revise_commitment", args=[commitment.plan.slug, commitment.number])

    answer = client.post(url, {"problem_en": "A bell \x07 rang.", "reason_en": "Mine."})

    assert answer.status_code == 422
    assert "rang." in answer.content.decode()


def test_a_drafts_commitment_is_added_with_its_text(client):
    plan = PlanFactory(draft=True)
    signed_in(client, point_of_contact_of(plan))
    data = {"title_fr": "Ouvrir", "text-problem_fr": "C’est fermé.", "text-action_fr": "Ouvrir.\n\nEt garder ouvert."}

    client.post(reverse("plans:draft_commitment", args=[plan.slug]), data)

    assert Commitment.objects.get(plan=plan).text.current.clauses.count() == 3


def test_launching_asks_first(client):
    plan = MilestoneFactory(commitment__plan__draft=True).commitment.plan
    signed_in(client, point_of_contact_of(plan))
    url = reverse("plans:launch_plan", args=[plan.slug])

    client.post(url, {"on": "2024-05-02"})
    assert not ActionPlan.objects.get(pk=plan.pk).is_public
    confirmed(client, url, {"on": "2024-05-02"})

    assert ActionPlan.objects.get(pk=plan.pk).is_public


def test_the_milestones_of_a_plan_that_is_not_ready_hold_it_back_in_words(client):
    plan = PlanFactory(draft=True)
    signed_in(client, point_of_contact_of(plan))

    answer = client.post(reverse("plans:launch_plan", args=[plan.slug]), {"on": "2024-05-02"})

    assert "at least one commitment" in answer.content.decode()


def test_a_form_opened_before_someone_elses_change_is_told_and_keeps_its_words(client):
    milestone = MilestoneFactory()
    signed_in(client, lead_of(milestone.commitment))
    url = reverse("plans:edit_milestone", args=[milestone.commitment.plan.slug, milestone.code])
    opened = client.get(url).context["read"]
    Milestone.objects.filter(pk=milestone.pk).update(due_on=PartialDate("2031-01"))

    answer = client.post(url, {"title_fr": "Mon titre", "reason_fr": "Parce que.", "read": opened})
    again = client.post(url, {"title_fr": "Mon titre", "reason_fr": "Parce que.", "read": answer.context["read"]})

    assert (answer.status_code, again.status_code) == (422, 200)
