"""Every public page leads to the history of what it shows, and its address finds it in the journal."""

import pytest

from parvis.kernel import addresses, urns
from parvis.register.telling import history_url
from tests.accounts.factories import MemberFactory, OrganisationFactory
from tests.assessments.factories import ReportFactory
from tests.contributions.factories import ContributionFactory
from tests.evidence.factories import CitationFactory, DocumentFactory
from tests.plans.factories import ChallengeFactory, CommitmentFactory, MilestoneFactory, PlanFactory

pytestmark = pytest.mark.django_db

THINGS = {
    "plan": PlanFactory,
    "reference plan": lambda: PlanFactory(member__is_reference=True),
    "challenge": ChallengeFactory,
    "commitment": CommitmentFactory,
    "reference commitment": lambda: CommitmentFactory(plan__member__is_reference=True),
    "milestone": MilestoneFactory,
    "report": ReportFactory,
    "member": MemberFactory,
    "reference member": lambda: MemberFactory(is_reference=True),
    "organisation": OrganisationFactory,
    "citation": CitationFactory,
    "contribution": lambda: ContributionFactory(subject=CommitmentFactory().urn),
}


def address_of(made):
    """Where the journal says that it is."""
    return urns.resolve([made.urn], None)[made.urn].url


every_thing = pytest.mark.parametrize("thing", THINGS)


@every_thing
def test_its_page_leads_to_its_history(client, thing):
    made = THINGS[thing]()

    assert f'href="{history_url(made.urn)}"' in client.get(address_of(made)).content.decode()


@every_thing
def test_its_history_can_be_read(client, thing):
    made = THINGS[thing]()

    assert client.get(history_url(made.urn)).status_code == 200


@every_thing
def test_its_address_says_what_it_is(thing):
    made = THINGS[thing]()

    assert addresses.urn_at(address_of(made), None) == made.urn


def test_a_document_leads_to_its_history_where_it_is_listed(client):
    member = MemberFactory()
    document = DocumentFactory(body=member.urn)
    listed = client.get(f"/en/members/{member.slug}/documents/")

    assert f'href="{history_url(document.urn)}"' in listed.content.decode()
    assert addresses.urn_at(document.get_absolute_url(), None) == document.urn


def test_a_draft_is_nowhere(client):
    draft = PlanFactory(draft=True)

    assert addresses.urn_at(draft.get_absolute_url(), None) is None


@pytest.mark.parametrize("fragment", ["contribution-none", "milestone-", "milestone-9.9", "milestone-x.y", "elsewhere"])
def test_a_part_that_is_not_there_is_not_found_or_is_the_whole(fragment):
    commitment = CommitmentFactory()
    found = addresses.urn_at(f"{commitment.get_absolute_url()}#{fragment}", None)

    assert found == (None if fragment.startswith("milestone-") else commitment.urn)
