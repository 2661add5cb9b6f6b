import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.accounts import commands
from parvis.kernel import urns

from .factories import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def called(person, viewer):
    return str(urns.resolve([person.urn], viewer)[person.urn].title)


def test_the_public_does_not_learn_a_name():
    assert called(PersonFactory(), AnonymousUser()) == "a person"


def test_people_read_their_own_name():
    person = PersonFactory(name="Inès Roy")

    assert called(person, person) == "Inès Roy"


def test_staff_of_the_same_member_read_the_name():
    colleague = MembershipFactory(person__name="Inès Roy")

    assert called(colleague.person, MembershipFactory(member=colleague.member).person) == "Inès Roy"


def test_staff_of_another_member_do_not():
    assert called(MembershipFactory().person, MembershipFactory().person) == "a person"


def test_forum_members_do_not():
    colleague = MembershipFactory()

    assert (
        called(colleague.person, MembershipFactory(member=colleague.member, role="forum_member").person) == "a person"
    )


def test_the_erased_have_no_name_for_anyone():
    person = PersonFactory()
    commands.erase_person(person, by=person)

    assert called(person, person) == "a person, erased"


def test_one_query_for_many_people(django_assert_num_queries):
    people = PersonFactory.create_batch(3)

    with django_assert_num_queries(1):
        urns.resolve([person.urn for person in people], AnonymousUser())
