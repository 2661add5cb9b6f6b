"""Who may do what: every role against every act of this room, for the own member and for another."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Role
from parvis.accounts.permissions import TABLE
from parvis.kernel.permissions import may
from parvis.kernel.types import IMPORT, PLATFORM

from .factories import MemberFactory, MembershipFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

ADMINISTRATOR, CONTACT = Role.ADMINISTRATOR.value, Role.POINT_OF_CONTACT.value
SYSTEM = {"import": IMPORT, "platform": PLATFORM}
ALLOWED = {
    "accounts.create_member": {"platform"},
    "accounts.adopt_member": {"platform"},
    "accounts.edit_member": {ADMINISTRATOR},
    "accounts.create_organisation": {ADMINISTRATOR, CONTACT},
    "accounts.edit_organisation": {ADMINISTRATOR, CONTACT},
    "accounts.record_succession": {ADMINISTRATOR, CONTACT},
    "accounts.record_past_member": {"import"},
    "accounts.record_reference_member": {"import"},
    "accounts.record_past_organisation": {"import"},
    "accounts.record_past_organisations": {"import"},
    "accounts.record_past_succession": {"import"},
    "accounts.invite_person": {ADMINISTRATOR},
    "accounts.invite_again": {ADMINISTRATOR},
    "accounts.give_role": {ADMINISTRATOR},
    "accounts.appoint_administrator": {"platform"},
    "accounts.end_role": {ADMINISTRATOR, "platform"},
    "accounts.change_own_profile": set(),
    "accounts.erase_person": {"platform"},
    "accounts.open_demonstration_account": {"platform"},
}
ACTORS = [*(role.value for role in Role), *SYSTEM, "anonymous"]


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def subjects(member):
    organisation = OrganisationFactory(member=member)
    membership = MembershipFactory(member=member)
    return {
        "accounts.edit_organisation": organisation,
        "accounts.record_succession": organisation,
        "accounts.record_past_succession": organisation,
        "accounts.invite_again": membership,
        "accounts.end_role": membership,
        "accounts.change_own_profile": membership.person,
        "accounts.erase_person": membership.person,
    }


def actor(name, member):
    if name in SYSTEM:
        return SYSTEM[name]
    if name == "anonymous":
        return AnonymousUser()
    if name == Role.PUBLIC:
        return PersonFactory()
    return MembershipFactory(member=member, role=name).person


def test_the_table_is_the_one_tested():
    assert TABLE.keys() == ALLOWED.keys()


@pytest.mark.parametrize("act", ALLOWED)
@pytest.mark.parametrize("name", ACTORS)
def test_a_role_allows_its_acts_and_no_other(act, name, member, subjects):
    assert may(actor(name, member), act, subjects.get(act, member)) == (name in ALLOWED[act])


@pytest.mark.parametrize("act", ALLOWED)
@pytest.mark.parametrize("role", [role.value for role in Role if role != Role.PUBLIC])
def test_a_role_for_another_member_allows_nothing(act, role, member, subjects):
    assert not may(actor(role, MemberFactory()), act, subjects.get(act, member))


@pytest.mark.parametrize("act", ["accounts.change_own_profile", "accounts.erase_person"])
def test_ones_own_account_is_ones_own(act):
    person = PersonFactory()

    assert may(person, act, person)


def test_anyone_may_lay_down_their_own_role():
    membership = MembershipFactory()

    assert may(membership.person, "accounts.end_role", membership)
