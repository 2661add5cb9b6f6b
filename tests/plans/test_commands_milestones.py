"""What may be done to a milestone, by whom, and what it leaves on the register."""

from datetime import date, timedelta

import pytest

from parvis.evidence.types import Citation, Source
from parvis.kernel.clock import today
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Invalid, NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.plans import commands, queries
from parvis.plans.errors import (
    AlreadyComplete,
    AlreadyPublished,
    AlreadyReported,
    CompletedBeforeStart,
    DueBeforeStart,
    EvidenceNotPublic,
    InTheFuture,
    NotComplete,
    PlanEnded,
    PlanNotReady,
    ReasonMissing,
    UnknownMeasure,
)
from parvis.plans.models import Tally
from parvis.register import queries as register
from tests.accounts.factories import OrganisationFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory
from tests.plans.people import lead_of, point_of_contact_of

pytestmark = pytest.mark.django_db

PAGE = Source(
    kind=Citation.Kind.WEB_PAGE,
    title=Multilingual({"fr": "La nouvelle section"}),
    url="https://example.org/section",
    accessed_on=PartialDate("2022-12-01"),
)
DONE = {"on": date(2022, 12, 1), "evidence": PAGE}
DOCUMENTS = {"measure": "evidence.documents_published", "target": 5}
WORDS = Multilingual({"fr": "Trois jeux sur cinq sont publiés.", "en": "Three datasets of five are out."})
UPDATE = {"words": WORDS, "status": "in_progress", "on": PartialDate("2022-10")}
REASON = Multilingual({"en": "It was the wrong milestone."})


def test_its_lead_completes_it():
    milestone = MilestoneFactory()

    commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)

    milestone.refresh_from_db()
    assert milestone.completed_on == date(2022, 12, 1)


def test_the_evidence_goes_on_the_register():
    milestone = MilestoneFactory()

    done = commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)

    line = register.latest(milestone.urn)
    assert (line.event, line.payload["evidence"]) == ("plans.milestone_completed", done.evidence.urn)


def test_what_nobody_can_open_completes_nothing():
    milestone = MilestoneFactory()
    evidence = Source(Citation.Kind.NOT_PUBLIC, note=Multilingual({"en": "Minutes that I read"}))

    with pytest.raises(EvidenceNotPublic):
        commands.complete_milestone(milestone, by=lead_of(milestone.commitment), on=DONE["on"], evidence=evidence)

    milestone.refresh_from_db()
    assert not milestone.is_complete


def test_completion_is_counted_once_everywhere():
    milestone = MilestoneFactory()
    MilestoneFactory(commitment=milestone.commitment)

    commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)

    plan = milestone.commitment.plan
    plan.refresh_from_db()
    assert (plan.complete_count, Tally.objects.get(member=plan.member).complete_count) == (1, 1)


def test_another_commitments_lead_may_not_complete_it():
    milestone = MilestoneFactory()
    other = lead_of(CommitmentFactory(plan=milestone.commitment.plan))

    with pytest.raises(NotPermitted):
        commands.complete_milestone(milestone, by=other, **DONE)


def test_a_lead_whose_role_has_ended_may_not_complete_it():
    milestone = MilestoneFactory()
    lead = lead_of(milestone.commitment)
    lead.memberships.update(ended_on=date(2026, 1, 1))

    with pytest.raises(NotPermitted):
        commands.complete_milestone(milestone, by=type(lead).objects.get(pk=lead.pk), **DONE)


def test_the_point_of_contact_of_another_member_may_not_complete_it():
    milestone = MilestoneFactory()

    with pytest.raises(NotPermitted):
        commands.complete_milestone(milestone, by=point_of_contact_of(PlanFactory()), **DONE)


def test_it_is_not_completed_twice():
    milestone = MilestoneFactory(done=True)

    with pytest.raises(AlreadyComplete):
        commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)


def test_it_is_not_completed_before_it_starts():
    milestone = MilestoneFactory(starts_on=PartialDate("2023-01"))

    with pytest.raises(CompletedBeforeStart):
        commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)


def test_it_is_not_completed_tomorrow():
    milestone = MilestoneFactory()

    with pytest.raises(InTheFuture):
        commands.complete_milestone(
            milestone, by=lead_of(milestone.commitment), on=today() + timedelta(days=2), evidence=PAGE
        )


def test_a_drafts_milestone_is_not_completed():
    milestone = MilestoneFactory(commitment__plan__draft=True)

    with pytest.raises(PlanNotReady):
        commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)


def test_a_refused_completion_leaves_no_citation():
    milestone = MilestoneFactory(done=True)
    before = Citation.objects.count()

    with pytest.raises(AlreadyComplete):
        commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)

    assert Citation.objects.count() == before


def test_an_update_sets_the_status_it_reports():
    milestone = MilestoneFactory()

    commands.report_progress(milestone, by=lead_of(milestone.commitment), **UPDATE)

    milestone.refresh_from_db()
    assert milestone.status == "in_progress"


def test_an_update_keeps_its_evidence():
    milestone = MilestoneFactory()

    update = commands.report_progress(milestone, by=lead_of(milestone.commitment), evidence=[PAGE], **UPDATE)

    assert [citation.url for citation in update.evidence.all()] == ["https://example.org/section"]


def test_the_same_update_is_not_told_twice():
    milestone = MilestoneFactory()
    lead = lead_of(milestone.commitment)
    commands.report_progress(milestone, by=lead, **UPDATE)

    with pytest.raises(AlreadyReported):
        commands.report_progress(milestone, by=lead, **UPDATE)


def test_the_same_update_is_not_told_twice_when_another_reported_in_between():
    milestone = MilestoneFactory()
    lead = lead_of(milestone.commitment)
    commands.report_progress(milestone, by=lead, **UPDATE)
    commands.report_progress(milestone, by=point_of_contact_of(milestone.commitment.plan), **UPDATE)

    with pytest.raises(AlreadyReported):
        commands.report_progress(milestone, by=lead, **UPDATE)


def test_an_ended_plan_gets_no_new_milestone():
    commitment = CommitmentFactory(plan__ended_on=PartialDate("2023-03"))

    with pytest.raises(PlanEnded):
        commands.add_milestone(commitment, by=point_of_contact_of(commitment.plan), title=WORDS)


def test_an_update_cannot_declare_completion():
    milestone = MilestoneFactory()

    with pytest.raises(Invalid):
        commands.report_progress(milestone, by=lead_of(milestone.commitment), **{**UPDATE, "status": "complete"})


def test_the_words_of_an_update_are_not_on_the_register():
    milestone = MilestoneFactory()

    commands.report_progress(milestone, by=lead_of(milestone.commitment), **UPDATE)

    assert "jeux" not in str(register.latest(milestone.urn).payload)


def test_reopening_keeps_what_had_been_said():
    milestone = MilestoneFactory(done=True)

    commands.reopen_milestone(milestone, by=point_of_contact_of(milestone.commitment.plan), reason=REASON)

    assert milestone.amendments.get().before["completed_on"] == "2021-09-22"


def test_what_is_open_is_not_reopened():
    milestone = MilestoneFactory()

    with pytest.raises(NotComplete):
        commands.reopen_milestone(milestone, by=point_of_contact_of(milestone.commitment.plan), reason=REASON)


def test_a_published_due_date_moves_only_with_a_reason():
    milestone = MilestoneFactory(due_on=PartialDate("2022-12-31"))

    with pytest.raises(ReasonMissing):
        commands.edit_milestone(milestone, by=lead_of(milestone.commitment), due_on=PartialDate("2023-03-31"))


def test_the_due_date_it_had_stays_visible():
    milestone = MilestoneFactory(due_on=PartialDate("2022-12-31"))

    commands.edit_milestone(
        milestone, by=lead_of(milestone.commitment), due_on=PartialDate("2023-03-31"), reason=REASON
    )

    assert milestone.amendments.get().before == {"due_on": "2022-12-31"}


def test_who_answers_for_what_is_published_changes_only_with_a_reason():
    milestone = MilestoneFactory()

    theirs = OrganisationFactory(member=milestone.commitment.plan.member)

    with pytest.raises(ReasonMissing):
        commands.edit_milestone(milestone, by=lead_of(milestone.commitment), responsible=[theirs])


def test_who_answered_for_it_before_stays_visible():
    milestone = MilestoneFactory()
    member = milestone.commitment.plan.member
    before, after = (OrganisationFactory(member=member) for _each in range(2))
    milestone.responsible.set([before])

    commands.edit_milestone(milestone, by=lead_of(milestone.commitment), responsible=[after], reason=REASON)

    (replaced,) = queries.amendments(milestone.commitment)[0].fields
    assert (replaced.before, replaced.after) == (str(before.name), str(after.name))


def test_a_change_of_who_answers_for_it_is_on_the_register():
    milestone = MilestoneFactory()
    theirs = OrganisationFactory(member=milestone.commitment.plan.member)

    commands.edit_milestone(milestone, by=lead_of(milestone.commitment), responsible=[theirs], reason=REASON)

    assert register.latest(milestone.urn).event == "plans.milestone_edited"


def test_saving_without_a_change_is_no_act():
    milestone = MilestoneFactory()
    member = milestone.commitment.plan.member
    milestone.responsible.set([OrganisationFactory(member=member) for _each in range(2)])

    commands.edit_milestone(
        milestone,
        by=lead_of(milestone.commitment),
        title=milestone.title,
        responsible=milestone.responsible.order_by("-pk"),
    )

    assert register.latest(milestone.urn) is None


def test_nothing_is_due_before_it_starts():
    commitment = CommitmentFactory(plan__draft=True)

    with pytest.raises(DueBeforeStart):
        commands.add_milestone(
            commitment,
            by=point_of_contact_of(commitment.plan),
            title=WORDS,
            starts_on=PartialDate("2023-05"),
            due_on=PartialDate("2023-04"),
        )


def test_a_published_milestone_is_not_removed():
    milestone = MilestoneFactory()

    with pytest.raises(AlreadyPublished):
        commands.remove_milestone(milestone, by=point_of_contact_of(milestone.commitment.plan))


def test_a_drafts_milestone_is_removed():
    milestone = MilestoneFactory(commitment__plan__draft=True)

    commands.remove_milestone(milestone, by=point_of_contact_of(milestone.commitment.plan))

    assert not milestone.commitment.milestones.exists()


def test_a_bound_milestone_counts_at_once():
    milestone = MilestoneFactory()

    bound = commands.bind_milestone(milestone, by=lead_of(milestone.commitment), reason=REASON, **DOCUMENTS)

    assert (bound.observed, bound.target) == (0, 5)


def test_a_target_of_what_is_published_moves_only_with_a_reason():
    milestone = MilestoneFactory()
    lead = lead_of(milestone.commitment)
    commands.bind_milestone(milestone, by=lead, reason=REASON, **DOCUMENTS)

    with pytest.raises(ReasonMissing):
        commands.bind_milestone(milestone, by=lead, **DOCUMENTS | {"target": 2})


def test_the_target_it_had_stays_visible():
    milestone = MilestoneFactory()
    lead = lead_of(milestone.commitment)
    commands.bind_milestone(milestone, by=lead, reason=REASON, **DOCUMENTS)

    commands.bind_milestone(milestone, by=lead, reason=REASON, **DOCUMENTS | {"target": 2})

    (replaced,) = queries.amendments(milestone.commitment)[0].fields
    assert (replaced.before, replaced.after) == (5, 2)


def test_a_draft_is_bound_without_a_reason():
    milestone = MilestoneFactory(commitment__plan__draft=True)

    commands.bind_milestone(milestone, by=lead_of(milestone.commitment), **DOCUMENTS)

    assert register.latest(milestone.urn) is None


def test_only_a_supplied_measure_can_be_bound():
    milestone = MilestoneFactory()

    with pytest.raises(UnknownMeasure):
        commands.bind_milestone(milestone, by=lead_of(milestone.commitment), measure="plans.dreams", target=5)


def test_only_an_organisation_of_the_member_answers_for_a_milestone():
    commitment = CommitmentFactory()
    by, elsewhere = point_of_contact_of(commitment.plan), OrganisationFactory()

    with pytest.raises(Invalid, match="same member"):
        commands.add_milestone(commitment, by=by, title=WORDS, responsible=[elsewhere])
