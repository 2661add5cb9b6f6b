import pytest

from parvis.accounts import commands, queries
from parvis.accounts.errors import AlreadyEnded, LastAdministrator, NotIndependent
from parvis.accounts.models import Membership, Person, Role
from parvis.kernel.errors import Invalid
from parvis.kernel.types import PLATFORM
from parvis.register.models import Outbox

from .factories import MemberFactory, MembershipFactory, OrganisationFactory, PersonFactory, administrator_of

pytestmark = pytest.mark.django_db

SOMEONE = {"email": "Ines@Example.org", "name": "Inès Roy", "role": "commitment_lead", "language": "fr"}


@pytest.fixture
def member():
    MembershipFactory(role=Role.ADMINISTRATOR)  # noise: another member's administrator
    return MemberFactory()


def last_event():
    return Outbox.objects.order_by("-pk").first().event


def test_an_invited_person_has_the_role_at_once(member):
    invited = commands.invite_person(member, by=administrator_of(member), **SOMEONE).person

    assert invited.capacity(member.urn).role == "commitment_lead"


def test_an_invitation_is_on_the_register_as_the_role_it_gives(member):
    commands.invite_person(member, by=administrator_of(member), **SOMEONE)

    assert last_event() == "accounts.role_given"


def test_the_register_learns_neither_name_nor_address(member):
    commands.invite_person(member, by=administrator_of(member), **SOMEONE)

    assert "roy" not in str(Outbox.objects.order_by("-pk").first().leaf).lower()


def test_an_invitation_brings_a_link_that_sets_a_password(
    member, mailoutbox, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        commands.invite_person(member, by=administrator_of(member), **SOMEONE)

    assert "/fr/account/password/reset/key/" in mailoutbox[0].body


def test_someone_known_is_found_whatever_the_capitals(member):
    known = PersonFactory(email="ines@example.org")

    assert commands.invite_person(member, by=administrator_of(member), **SOMEONE).person == known


def test_someone_known_gets_no_password_link(member, mailoutbox, django_capture_on_commit_callbacks):
    PersonFactory(email="ines@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        commands.invite_person(member, by=administrator_of(member), **SOMEONE)

    assert "/password/" not in mailoutbox[0].body


def test_a_role_is_held_once(member):
    held = MembershipFactory(member=member, role=Role.FORUM_MEMBER)

    with pytest.raises(Invalid):
        commands.give_role(held.person, by=administrator_of(member), member=member, role=Role.FORUM_MEMBER)


def test_a_role_is_for_an_organisation_of_the_same_member(member):
    with pytest.raises(Invalid):
        commands.give_role(
            PersonFactory(),
            by=administrator_of(member),
            member=member,
            role=Role.COMMITMENT_LEAD,
            organisation=OrganisationFactory(),
        )


@pytest.mark.parametrize(("first", "second"), [("evaluator", "point_of_contact"), ("commitment_lead", "evaluator")])
def test_an_evaluator_does_not_work_for_the_government_assessed(member, first, second):
    person = MembershipFactory(member=member, role=first).person

    with pytest.raises(NotIndependent):
        commands.give_role(person, by=administrator_of(member), member=member, role=second)


def test_an_evaluator_may_work_for_another_government(member):
    evaluator = MembershipFactory(role=Role.EVALUATOR).person

    commands.give_role(evaluator, by=administrator_of(member), member=member, role=Role.POINT_OF_CONTACT)

    assert evaluator.memberships.count() == 2


def test_an_ended_role_gives_nothing(member):
    ended = commands.end_role(MembershipFactory(member=member), by=administrator_of(member))

    assert Person.objects.get(pk=ended.person_id).capacity(member.urn).role == "public"


def test_the_end_of_a_role_is_on_the_register(member):
    commands.end_role(MembershipFactory(member=member), by=administrator_of(member))

    assert last_event() == "accounts.role_ended"


def test_a_role_ends_once(member):
    ended = commands.end_role(MembershipFactory(member=member), by=administrator_of(member))

    with pytest.raises(AlreadyEnded):
        commands.end_role(ended, by=administrator_of(member))


def test_a_role_can_be_held_again_after_its_end(member):
    administrator = administrator_of(member)
    ended = commands.end_role(MembershipFactory(member=member), by=administrator)

    again = commands.give_role(ended.person, by=administrator, member=member, role=ended.role)

    assert again.ended_on is None


def test_the_last_administrator_stays(member):
    administrator = administrator_of(member)

    with pytest.raises(LastAdministrator):
        commands.end_role(administrator.memberships.get(), by=administrator)


def test_one_of_two_administrators_may_go(member):
    administrator, other = administrator_of(member), administrator_of(member)

    commands.end_role(administrator.memberships.get(), by=other)

    assert queries.who_holds(Role.ADMINISTRATOR, member) == [other]


def test_the_first_administrator_is_appointed_by_the_platform(member):
    appointed = commands.appoint_administrator(member, by=PLATFORM, email="a@example.org", name="A").person

    assert queries.who_holds(Role.ADMINISTRATOR, member) == [appointed]


def test_people_are_listed_in_the_order_of_roles(member):
    lead = MembershipFactory(member=member, role=Role.COMMITMENT_LEAD)
    administrator = administrator_of(member)
    Membership.objects.filter(pk=MembershipFactory(member=member).pk).update(ended_on="2022-01-01")

    assert [row.person for row in queries.people(member, viewer=administrator)] == [administrator, lead.person]
