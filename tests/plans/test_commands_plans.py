"""A plan from draft to its end: who takes each step, in which order, and what each leaves behind."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.evidence import commands as evidence
from parvis.evidence import queries as sources
from parvis.kernel.clock import today
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Invalid, NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import PLATFORM
from parvis.plans import commands, queries
from parvis.plans.content import plan_sha256
from parvis.plans.errors import AlreadyPublished, DueBeforeStart, OutOfOrder, PlanEnded, PlanNotReady, ReasonMissing
from parvis.plans.models import ActionPlan, Milestone, Tally
from parvis.plans.types import PlanState
from parvis.register import queries as register
from parvis.texts.types import Passage
from tests.accounts.factories import MemberFactory, MembershipFactory, OrganisationFactory
from tests.evidence.factories import CitationFactory
from tests.plans.factories import (
    AT,
    ChallengeFactory,
    CommitmentFactory,
    ContactFactory,
    MilestoneFactory,
    PlanFactory,
)
from tests.plans.people import lead_of, point_of_contact_of

pytestmark = pytest.mark.django_db

TITLE = Multilingual({"fr": "Plan d’action 2024-2026", "en": "Action plan 2024–2026"})
REASON = Multilingual({"fr": "Une faute de frappe."})
PASSAGES = [
    Passage("problem", Multilingual({"fr": "Le problème."})),
    Passage("action", Multilingual({"fr": "L’action."})),
]


def ready_draft() -> ActionPlan:
    return MilestoneFactory(commitment__plan__draft=True).commitment.plan


def test_a_draft_leaves_no_line():
    member = MemberFactory()
    by = MembershipFactory(member=member, role="point_of_contact").person

    plan = commands.draft_plan(member, by=by, slug="second", title=TITLE)

    assert register.latest(plan.urn) is None


def test_a_draft_is_seen_by_staff_of_its_member_only():
    plan = PlanFactory(draft=True)
    PlanFactory(draft=True)

    assert list(ActionPlan.objects.visible_to(point_of_contact_of(plan))) == [plan]


@pytest.mark.parametrize("role", ["administrator", "commitment_lead", "forum_member", "evaluator"])
def test_only_the_point_of_contact_drafts(role):
    member = MemberFactory()

    with pytest.raises(NotPermitted):
        commands.draft_plan(member, by=MembershipFactory(member=member, role=role).person, slug="no", title=TITLE)


def test_launching_is_on_the_register_with_the_hash_of_what_was_promised():
    plan = ready_draft()

    commands.launch_plan(plan, by=point_of_contact_of(plan), on=date(2024, 5, 2))

    plan.refresh_from_db()
    assert register.latest(plan.urn).payload["content_sha256"] == plan_sha256(plan)


def test_launching_publishes_the_texts():
    plan = ready_draft()

    commands.launch_plan(plan, by=point_of_contact_of(plan), on=date(2024, 5, 2))

    assert plan.commitments.get().text.current.published_at


def test_launching_counts_the_plan():
    plan = ready_draft()

    commands.launch_plan(plan, by=point_of_contact_of(plan), on=date(2024, 5, 2))

    tally = Tally.objects.get(member=plan.member)
    assert (tally.plan_count, tally.commitment_count, tally.milestone_count) == (1, 1, 1)


def test_submitting_after_opening_does_not_count_it_again():
    plan = ready_draft()
    by = point_of_contact_of(plan)

    commands.open_plan(plan, by=by)
    commands.submit_plan(plan, by=by, on=date(2024, 5, 2))

    assert Tally.objects.get(member=plan.member).plan_count == 1


def test_both_days_are_kept():
    plan = ready_draft()
    by = point_of_contact_of(plan)

    commands.submit_plan(plan, by=by, on=date(2024, 4, 2))
    done = commands.launch_plan(plan, by=by, on=date(2024, 5, 2))

    assert (done.submitted_on.text, done.launched_on.text) == ("2024-04-02", "2024-05-02")


def test_a_plan_may_be_launched_before_it_is_submitted():
    plan = ready_draft()
    by = point_of_contact_of(plan)
    commands.launch_plan(plan, by=by, on=date(2024, 4, 2))

    done = commands.submit_plan(plan, by=by, on=date(2024, 5, 2))

    assert done.state == PlanState.LAUNCHED


def test_an_empty_plan_is_not_launched():
    plan = PlanFactory(draft=True)

    with pytest.raises(PlanNotReady):
        commands.launch_plan(plan, by=point_of_contact_of(plan), on=date(2024, 5, 2))


def test_a_commitment_without_milestones_holds_the_launch_back():
    plan = ready_draft()
    CommitmentFactory(plan=plan)

    with pytest.raises(PlanNotReady, match="2"):
        commands.launch_plan(plan, by=point_of_contact_of(plan), on=date(2024, 5, 2))


def test_it_is_launched_once():
    plan = MilestoneFactory().commitment.plan

    with pytest.raises(OutOfOrder):
        commands.launch_plan(plan, by=point_of_contact_of(plan), on=date(2024, 5, 2))


def test_comments_close_after_they_open():
    plan = ready_draft()

    with pytest.raises(OutOfOrder):
        commands.open_plan(plan, by=point_of_contact_of(plan), until=today() - timedelta(days=1))


def test_a_plan_takes_comments_until_the_day_they_close():
    plan = PlanFactory(draft=True, opened_on=PartialDate("2024-05-02"), comments_close_on=date(2024, 6, 1))

    assert [plan.accepts_comments(date(2024, 5, 31)), plan.accepts_comments(date(2024, 6, 1))] == [True, False]


def test_it_does_not_end_before_it_was_launched():
    plan = PlanFactory()

    with pytest.raises(OutOfOrder):
        commands.end_plan(plan, by=point_of_contact_of(plan), on=date(2021, 12, 1))


def test_it_ends_once():
    plan = PlanFactory(ended_on=PartialDate("2023-03"))

    with pytest.raises(PlanEnded):
        commands.end_plan(plan, by=point_of_contact_of(plan), on=date(2023, 4, 1))


def test_implementation_is_what_the_dates_say():
    plan = PlanFactory(starts_on=PartialDate("2022-02"), ends_on=PartialDate("2023-03"))

    days = [date(2022, 1, 31), date(2022, 2, 1), date(2023, 3, 31), date(2023, 4, 1)]
    assert [plan.is_in_implementation(day) for day in days] == [False, True, True, False]


def test_a_public_title_changes_with_a_reason():
    plan = PlanFactory()
    by = point_of_contact_of(plan)

    with pytest.raises(ReasonMissing):
        commands.edit_plan(plan, by=by, title=TITLE)
    commands.edit_plan(plan, by=by, title=TITLE, reason=REASON)

    assert register.latest(plan.urn).event == "plans.plan_edited"


def test_a_plan_does_not_end_before_it_starts():
    plan = PlanFactory(draft=True)

    with pytest.raises(DueBeforeStart):
        commands.edit_plan(
            plan, by=point_of_contact_of(plan), starts_on=PartialDate("2024"), ends_on=PartialDate("2023-12")
        )


def test_a_public_plan_is_not_discarded():
    plan = PlanFactory()

    with pytest.raises(AlreadyPublished):
        commands.discard_plan(plan, by=point_of_contact_of(plan))


def test_an_emptied_draft_is_discarded():
    plan = ChallengeFactory(plan__draft=True).plan

    commands.discard_plan(plan, by=point_of_contact_of(plan))

    assert not ActionPlan.objects.exists()


def test_a_commitment_is_numbered_after_the_last():
    plan = CommitmentFactory(plan__draft=True).plan

    commitment = commands.draft_commitment(plan, by=point_of_contact_of(plan), title=TITLE, passages=PASSAGES)

    assert commitment.number == 2


def test_a_commitment_added_to_a_public_plan_is_on_the_register():
    plan = PlanFactory()

    commitment = commands.draft_commitment(plan, by=point_of_contact_of(plan), title=TITLE, passages=PASSAGES)

    assert "plans.commitment_added" in [
        told.line.event for told in register.history(commitment.urn, AnonymousUser()).acts
    ]


def test_a_draft_commitment_goes_with_all_that_is_in_it():
    milestone = MilestoneFactory(commitment__plan__draft=True)
    plan = milestone.commitment.plan

    commands.remove_commitment(milestone.commitment, by=point_of_contact_of(plan))

    plan.refresh_from_db()
    assert (plan.commitment_count, plan.milestone_count) == (0, 0)


def test_its_lead_rewords_a_public_commitment():
    commitment = CommitmentFactory()

    version = commands.revise_commitment(commitment, PASSAGES, by=lead_of(commitment), reason=REASON)

    assert register.latest(commitment.urn).payload["version"] == version.number


def test_responsibility_moves_and_the_record_of_it_stays():
    commitment = CommitmentFactory()
    by = point_of_contact_of(commitment.plan)
    old, new = (OrganisationFactory(member=commitment.plan.member) for _each in range(2))

    first = commands.involve_organisation(commitment, by=by, organisation=old, part="lead")
    commands.end_involvement(first, by=by, on=PartialDate("2022-01"))
    commands.involve_organisation(commitment, by=by, organisation=new, part="lead", started_on=PartialDate("2022-01"))

    assert [part.organisation for part in commitment.involvements.order_by("pk")] == [old, new]


def test_what_is_missing_of_a_commitment_is_said():
    commitment = CommitmentFactory(staff=Multilingual({"en": "Two people."}))

    assert [str(name) for name in commitment.missing] == ["contacts", "resources", "budget"]


def test_a_contact_is_no_longer_missing_once_added():
    commitment = CommitmentFactory()

    commands.add_contact(commitment, by=lead_of(commitment), role=TITLE, email="team@example.org")

    commitment.refresh_from_db()
    assert "contacts" not in [str(name) for name in commitment.missing]


def test_a_lead_needs_the_role_first():
    commitment = CommitmentFactory()
    outsider = MembershipFactory(member=commitment.plan.member, role="forum_member").person

    with pytest.raises(Exception, match="role of commitment lead"):
        commands.assign_lead(commitment, by=point_of_contact_of(commitment.plan), lead=outsider)


def test_what_is_only_open_for_comment_is_not_late():
    milestone = MilestoneFactory(
        commitment__plan__draft=True, commitment__plan__published_at=AT, due_on=PartialDate("2020-01")
    )
    promised = MilestoneFactory(due_on=PartialDate("2020-01"))

    assert milestone.lateness(date(2024, 1, 1)) is None
    assert list(Milestone.objects.late(date(2024, 1, 1))) == [promised]


def test_only_an_organisation_of_the_member_has_a_part():
    commitment = CommitmentFactory()
    by, elsewhere = point_of_contact_of(commitment.plan), OrganisationFactory()

    with pytest.raises(Invalid, match="same member"):
        commands.involve_organisation(commitment, by=by, organisation=elsewhere, part="lead")


def test_only_an_organisation_of_the_member_is_a_contact():
    commitment = CommitmentFactory()
    by, elsewhere = point_of_contact_of(commitment.plan), OrganisationFactory()

    with pytest.raises(Invalid, match="same member"):
        commands.add_contact(commitment, by=by, role=Multilingual({"en": "Desk"}), organisation=elsewhere, phone="1")


def test_a_contact_that_is_removed_takes_its_source_out_of_the_bibliographies():
    commitment = CommitmentFactory()
    lead = lead_of(commitment)
    listed, shared = CitationFactory(body=commitment.plan.member.urn), CitationFactory(body=commitment.plan.member.urn)
    commitment.source = shared
    commitment.save(update_fields=["source"])
    contacts = [ContactFactory(commitment=commitment, source=source) for source in (listed, shared)]
    evidence.list_uses(queries.bibliographies_of(commitment.plan), queries.uses_of(commitment.plan), by=PLATFORM)
    for contact in contacts:
        commands.remove_contact(contact, by=lead)
    rests = [sources.bibliography(owner) for owner in queries.bibliographies_of(commitment.plan)]
    assert [list(each.entries.values_list("citation", flat=True)) for each in rests] == [[shared.pk]] * len(rests)
