import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts import commands
from parvis.accounts.errors import AlreadyErased, LastAdministrator
from parvis.accounts.models import Person
from parvis.kernel.errors import NotPermitted
from parvis.register.models import Outbox

from .factories import PASSWORD, MembershipFactory, PersonFactory, administrator_of
from .sign_in import confirm, give_password, signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    PersonFactory()  # noise
    person = PersonFactory(name="Inès Roy")
    give_password(client, person)
    return person


@pytest.mark.parametrize("name", ["account", "change_own_profile", "own_data", "erase_person"])
def test_these_pages_are_for_those_signed_in(client, name):
    assert client.get(reverse(f"accounts:{name}")).url.startswith("/en/account/login/")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_account_page_opens_in_both_languages(person, client, language):
    assert "Inès Roy" in client.get(f"/{language}/account/").content.decode()


def test_a_profile_is_changed(person, client):
    client.post(reverse("accounts:change_own_profile"), {"name": "Inès Roy-Côté", "language": "fr"})

    person.refresh_from_db()
    assert (person.name, person.language) == ("Inès Roy-Côté", "fr")


def test_a_refused_profile_keeps_what_was_typed(person, client):
    answer = client.post(reverse("accounts:change_own_profile"), {"name": "Typed and kept", "language": "xx"})

    assert (answer.status_code, "Typed and kept" in answer.content.decode()) == (422, True)


def test_nobody_changes_the_profile_of_another(person):
    with pytest.raises(NotPermitted):
        commands.change_own_profile(PersonFactory(), by=person, name="X", language="en")


def test_a_profile_is_no_act(person):
    commands.change_own_profile(person, by=person, name="X", language="en")

    assert not Outbox.objects.exists()


def test_one_can_take_ones_data_away(person, client):
    assert client.get(reverse("accounts:own_data")).json()["email"] == person.email


def test_erasing_asks_for_the_password_again(person, client):
    assert client.get(reverse("accounts:erase_person")).url.startswith(reverse("account_reauthenticate"))


def test_erasing_asks_for_the_address(person, client):
    confirm(client)
    client.post(reverse("accounts:erase_person"), {"email": "other@example.org"})

    assert Person.objects.get(pk=person.pk).erased_at is None


def test_erasing_ends_the_session(person, client):
    confirm(client)
    client.post(reverse("accounts:erase_person"), {"email": person.email})

    assert signed_in_as(client) is None


def test_the_erased_leave_nothing_but_their_urn(person):
    commands.erase_person(person, by=person)

    left = Person.objects.filter(pk=person.pk).values_list("uid", "name", "email", "password", "is_active").get()
    assert left == (person.uid, "", f"{person.uid}@erased.invalid", "", False)


def test_every_session_of_theirs_ends(person, client):
    commands.erase_person(person, by=person)

    assert client.get(reverse("accounts:account")).url.startswith("/en/account/login/")


def test_their_address_is_free_again(person):
    address = person.email
    commands.erase_person(person, by=person)

    assert PersonFactory(email=address)


def test_their_lines_on_the_register_stay_as_they_are():
    membership = MembershipFactory()
    administrator = administrator_of(membership.member)
    commands.give_role(PersonFactory(), by=administrator, member=membership.member, role="forum_member")
    before = Outbox.objects.get().leaf
    administrator_of(membership.member)
    commands.erase_person(administrator, by=administrator)

    assert Outbox.objects.order_by("pk").first().leaf == before


def test_their_roles_end_on_the_register():
    person = MembershipFactory().person
    commands.erase_person(person, by=person)

    assert Outbox.objects.get().event == "accounts.role_ended"


def test_the_last_administrator_is_not_erased():
    person = MembershipFactory(role="administrator").person

    with pytest.raises(LastAdministrator):
        commands.erase_person(person, by=person)


def test_one_is_erased_once(person):
    commands.erase_person(person, by=person)

    with pytest.raises(AlreadyErased):
        commands.erase_person(person, by=person)


def test_nobody_erases_another(person):
    with pytest.raises(NotPermitted):
        commands.erase_person(PersonFactory(), by=person)


def test_a_changed_password_ends_the_other_sessions(person, client):
    other = Client()
    give_password(other, person)
    confirm(client)
    new = "another long pass phrase"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert other.get(reverse("accounts:account")).status_code == 302
