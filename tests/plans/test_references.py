"""Plans and commitments that a table of many members gives: made a batch at a time, counted once."""

from dataclasses import replace

import pytest

from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT, PLATFORM
from parvis.plans import commands, queries
from parvis.plans.models import ActionPlan, Commitment, Tally
from parvis.plans.types import Part, PastCommitment, PastPlan, RecordedPlans
from parvis.register.models import Outbox
from tests.accounts.factories import MemberFactory, OrganisationFactory, administrator_of
from tests.evidence.factories import CitationFactory

from .factories import CommitmentFactory, PlanFactory
from .people import point_of_contact_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def said() -> PastPlan:
    PlanFactory()  # noise: another plan
    title = Multilingual({"en": "Action plan 1"})
    member = MemberFactory(is_reference=True)
    return PastPlan(
        member=member, slug="albania-1", title=title, source=CitationFactory(), submitted_on=PartialDate("2014")
    )


@pytest.fixture
def plan(said) -> ActionPlan:
    return record(said)


def record(said: PastPlan) -> ActionPlan:
    return recorded(said).by_address[said.member.pk, said.slug]


def recorded(*said: PastPlan) -> RecordedPlans:
    return commands.record_reference_plans(said, by=IMPORT, sources={one.source.pk for one in said})


def commitment(plan: ActionPlan, number: int, **more) -> PastCommitment:
    title = Multilingual({"en": f"Commitment {number}"})
    return PastCommitment(plan=plan, number=number, title=title, source=plan.source, **more)


def commit(*said: PastCommitment) -> list[Commitment]:
    made = commands.record_reference_commitments(said, by=IMPORT)
    here = Commitment.objects.in_bulk(made)
    return [here[pk] for pk in made]


def count(*plans: ActionPlan, new_plans=None, new_commitments=None) -> None:
    commands.count_reference_commitments(
        [plan.pk for plan in plans], by=IMPORT, new_plans=new_plans or {}, new_commitments=new_commitments or {}
    )


# Plans


def test_a_plan_is_public_with_its_source_and_no_more_than_is_said(plan, said):
    assert plan.is_public
    assert (plan.source, plan.submitted_on, plan.launched_on) == (said.source, PartialDate("2014"), None)


def test_a_plan_of_the_address_stays_as_it_is(plan, said):
    again = recorded(replace(said, title=Multilingual({"en": "Other"})))

    assert (again.by_address, list(again.new)) == ({(said.member.pk, "albania-1"): plan}, [])
    assert str(ActionPlan.objects.get(pk=plan.pk).title) == "Action plan 1"


def test_a_plan_said_twice_is_one(said):
    assert len(recorded(said, said).new) == 1


@pytest.mark.parametrize("whose", ["another's", "its own"])
def test_a_plan_that_came_otherwise_keeps_its_address_and_its_commitments(said, whose):
    PlanFactory(slug="albania-1", **({"member": said.member} if whose == "its own" else {}))

    made = record(said)

    assert (made.slug, made.member) == ("albania-1-2", said.member)
    assert record(said) == made


def test_plans_of_two_members_with_one_address_are_two(said):
    other = replace(said, member=MemberFactory(is_reference=True))

    assert {plan.slug for plan in recorded(said, other).new} == {"albania-1", "albania-1-2"}


def test_many_plans_cost_two_statements(said, django_assert_num_queries):
    many = [replace(said, slug=f"albania-{number}") for number in range(30)]

    with django_assert_num_queries(4):  # with the savepoint that holds them
        recorded(*many)


# Commitments


def test_commitments_come_back_in_their_order(plan):
    made = commit(*(commitment(plan, number) for number in (3, 1, 2)))

    assert [one.number for one in made] == [3, 1, 2]
    assert [str(one.title) for one in made] == ["Commitment 3", "Commitment 1", "Commitment 2"]


def test_a_commitment_has_what_was_said_and_no_text(plan):
    organisation = OrganisationFactory(member=plan.member)

    said = {"printed_number": "1b", "identifier": "AL0001", "policy_areas": ("open-data",)}

    [one] = commit(commitment(plan, 1, parts=[(organisation.pk, Part.LEAD)], **said))

    one = Commitment.objects.get(pk=one.pk)
    assert (one.shown_number, one.identifier, one.policy_areas, one.text) == ("1b", "AL0001", ["open-data"], None)
    assert [(part.organisation, part.part) for part in one.involvements.all()] == [(organisation, "lead")]


def test_many_commitments_cost_no_more_statements_than_few(plan, django_assert_num_queries):
    said = [commitment(plan, number) for number in range(1, 31)]
    with django_assert_num_queries(4):
        commands.record_reference_commitments(said, by=IMPORT)


def test_they_are_public(plan):
    [one] = commit(commitment(plan, 1))

    assert one in queries.public_commitments(plan.urn)


def test_identifiers_that_are_here_are_told(plan):
    commit(commitment(plan, 1, identifier="AL0001"))
    CommitmentFactory(identifier="QC0001")

    assert queries.identifiers_here({"AL0001", "QC0001", "XX0001"}) == {"AL0001", "QC0001"}


# Counts


def test_counts_follow(plan):
    commit(commitment(plan, 1), commitment(plan, 2))

    count(plan, new_plans={plan.member_id: 1}, new_commitments={plan.member_id: 2})

    plan.refresh_from_db()
    tally = Tally.objects.get(member=plan.member)
    assert (plan.commitment_count, tally.plan_count, tally.commitment_count) == (2, 1, 2)


def test_a_tally_that_is_here_is_carried_on(plan):
    for number in (1, 2):
        commit(commitment(plan, number))
        count(plan, new_commitments={plan.member_id: 1})

    plan.refresh_from_db()
    assert (plan.commitment_count, Tally.objects.get(member=plan.member).commitment_count) == (2, 2)


def test_other_members_and_plans_keep_their_counts(plan):
    other = CommitmentFactory().plan
    commit(commitment(plan, 1))

    count(plan, new_commitments={plan.member_id: 1})

    other.refresh_from_db()
    assert (other.commitment_count, Tally.objects.get(member=other.member).commitment_count) == (1, 1)


# Ends that someone changed


def test_only_a_changed_end_is_told(plan):
    adopted = PlanFactory()
    staff, reason = point_of_contact_of(adopted), Multilingual({"en": "A slip."})
    commands.edit_plan(adopted, by=staff, reason=reason, title=Multilingual({"en": "Another title", "fr": "Autre"}))
    assert queries.amended_ends([adopted.pk, plan.pk]) == set()

    commands.edit_plan(adopted, by=staff, reason=reason, ends_on=PartialDate("2031"))

    assert queries.amended_ends([adopted.pk, plan.pk]) == {adopted.pk}


# Who may


@pytest.mark.parametrize("act", ["plans", "commitments", "counts"])
@pytest.mark.parametrize("who", ["platform", "administrator"])
def test_only_an_import_records_them(said, plan, act, who):
    by = PLATFORM if who == "platform" else administrator_of(plan.member)
    acts = {
        "plans": lambda: commands.record_reference_plans([said], by=by, sources=[]),
        "commitments": lambda: commands.record_reference_commitments([commitment(plan, 1)], by=by),
        "counts": lambda: commands.count_reference_commitments([plan.pk], by=by, new_plans={}, new_commitments={}),
    }

    with pytest.raises(NotPermitted):
        acts[act]()


def test_none_of_it_is_an_act_of_its_own(plan):
    commit(commitment(plan, 1))
    count(plan)

    assert not Outbox.objects.exists()
