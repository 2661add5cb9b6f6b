import pytest

from parvis.kernel import urns
from parvis.kernel.permissions import predicate
from parvis.kernel.urns import Named
from parvis.texts import permissions
from tests.accounts.factories import MembershipFactory

OWNER = "urn:parvis:essay:00000000-0000-4000-8000-000000000001"


@predicate
def works_for_its_body(by, text):
    return any(held.member.urn == text.body for held in by.current_memberships)


urns.declare(
    "essay",
    label="Essay",
    resolve=lambda uids, viewer: {uid: Named("An essay", f"/essays/{uid}/") for uid in uids if viewer != "nobody"},
)
permissions.declare_owner("essay", may_write=works_for_its_body, headings={"problem": "The problem"})


@pytest.fixture
def membership(db):
    return MembershipFactory()


@pytest.fixture
def body(membership):
    return membership.member.urn


@pytest.fixture
def author(membership):
    return membership.person
