"""What the journal calls things of every room, and what that costs."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.kernel import urns
from parvis.kernel.clock import now
from parvis.kernel.languages import Multilingual
from parvis.plans.models import Amendment
from parvis.register import sequencer
from parvis.register.models import Publication
from parvis.search import commands as index
from parvis.search.types import Indexed
from tests.accounts.factories import MemberFactory, MembershipFactory, OrganisationFactory
from tests.assessments.factories import ProposalFactory, ReportFactory
from tests.contributions.factories import ContributionFactory
from tests.evidence.factories import CitationFactory, DocumentFactory
from tests.plans.factories import (
    ChallengeFactory,
    CommitmentFactory,
    MilestoneFactory,
    PlanFactory,
    ProgressUpdateFactory,
)
from tests.register.factories import paint

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()


def amended(**changed):
    plan = PlanFactory()
    return Amendment.objects.create(
        plan=plan, reason={"en": "The date was {wrong}."}, recorded_at="2026-01-02T03:04:05Z", **changed
    )


NAMED_BY_THEIR_ROW = {
    "plan": PlanFactory,
    "challenge": ChallengeFactory,
    "commitment": CommitmentFactory,
    "milestone": MilestoneFactory,
    "progress": ProgressUpdateFactory,
    "amendment": amended,
    "report": ReportFactory,
    "proposal": ProposalFactory,
    "member": MemberFactory,
    "organisation": OrganisationFactory,
    "membership": MembershipFactory,
}


def test_all_that_their_rows_name_costs_one_query(django_assert_num_queries):
    made = [factory().urn for factory in NAMED_BY_THEIR_ROW.values() for _twice in range(2)]

    with django_assert_num_queries(1):
        named = urns.resolve(made, ANYONE)
    assert set(named) == set(made)
    assert urns.affordable(made, 1) == made


def test_a_name_is_as_it_was_written():
    report = ReportFactory(title='{"en": "braces"}')
    plan = PlanFactory(title=Multilingual({"fr": "Plan d’action"}, machine=frozenset(["fr"])))
    named = urns.resolve([report.urn, plan.urn], ANYONE)

    assert str(named[report.urn].title) == '{"en": "braces"}'
    assert (named[plan.urn].title.as_json(), named[plan.urn].url) == (plan.title.as_json(), plan.get_absolute_url())


def test_a_draft_has_a_name_for_its_own_staff_only():
    draft = MilestoneFactory(commitment__plan__published_at=None)
    member = draft.commitment.plan.member
    staff = MembershipFactory(member=member, role="point_of_contact").person

    assert urns.resolve([draft.urn], ANYONE) == {}
    assert urns.resolve([draft.urn], staff)[draft.urn].url == draft.get_absolute_url()


@pytest.mark.parametrize("asked", ["", "words", "address"])
def test_the_journal_takes_eight_queries_at_most(client, django_assert_max_num_queries, asked):
    """Whatever is on it, and however it is asked for."""
    plan = PlanFactory(title={"en": "Marmalade"})
    things = [factory().urn for factory in NAMED_BY_THEIR_ROW.values()]
    things += [CitationFactory().urn, DocumentFactory().urn, ContributionFactory(subject=plan.urn).urn]
    for thing in things:
        paint(thing, body=plan.member.urn, paint=plan.urn)
    sequencer.sequence_batch()
    Publication.published(len(things), at=now())
    found = {factory: factory(title={"en": "Quince jam"}) for factory in (PlanFactory, CommitmentFactory)}
    index.index([Indexed(one.urn, Multilingual({"en": "Quince jam"})) for one in found.values()])
    query = {"": {}, "words": {"object": "quince"}, "address": {"object": plan.get_absolute_url()}}[asked]

    with django_assert_max_num_queries(8):
        answer = client.get("/en/register/", query)
    assert len(answer.context["journal"].page.rows) == (0 if asked == "words" else len(things))
    assert len(answer.context["candidates"]) == (2 if asked == "words" else 0)


def test_a_reason_leads_to_what_was_changed():
    milestone = MilestoneFactory()
    of_plan, of_commitment, of_milestone = (
        amended(),
        amended(commitment=milestone.commitment),
        amended(commitment=milestone.commitment, milestone=milestone),
    )
    named = urns.resolve([of_plan.urn, of_commitment.urn, of_milestone.urn], ANYONE)

    assert str(named[of_plan.urn].title) == "The date was {wrong}."
    assert [named[one.urn].url.partition("/commitments/")[2] for one in (of_commitment, of_milestone)] == [
        f"{milestone.commitment.number}/",
        f"{milestone.commitment.number}/#milestone-{milestone.code}",
    ]
