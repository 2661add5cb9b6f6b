import re

import pytest
from django.urls import reverse

from parvis.accounts.models import Person

from .factories import PASSWORD, PersonFactory
from .sign_in import give_password, signed_in_as

pytestmark = pytest.mark.django_db

INES = {"name": "Inès Roy", "email": "Ines@example.org", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def sign_up(client):
    return lambda **changes: client.post(reverse("account_signup"), INES | changes)


def confirm_address(client, mailoutbox):
    link = re.search(r"/\S+/confirm-email/\S+/", mailoutbox[-1].body).group()
    client.post(link)


def test_anyone_can_have_an_account(sign_up):
    sign_up()

    assert Person.objects.get(email="ines@example.org").name == "Inès Roy"


def test_nobody_signs_in_before_the_address_is_confirmed(sign_up, client):
    sign_up()
    give_password(client, Person.objects.get())

    assert signed_in_as(client) is None


def test_after_that_they_do(sign_up, client, mailoutbox):
    sign_up()
    confirm_address(client, mailoutbox)
    person = Person.objects.get()
    give_password(client, person)

    assert signed_in_as(client) == str(person.pk)


def test_letters_come_in_the_language_of_the_page(client):
    client.post("/fr/account/signup/", INES)

    assert Person.objects.get().language == "fr"


def test_a_new_account_has_no_role(sign_up):
    sign_up()

    assert Person.objects.get().current_memberships == []


def test_a_taken_address_is_answered_like_a_free_one(sign_up):
    PersonFactory(email="ines@example.org")

    assert sign_up().url == sign_up(email="free@example.org").url


def test_a_short_password_is_refused(sign_up):
    assert sign_up(password1="short", password2="short").context["form"].errors["password1"]


def test_a_name_is_asked_for(sign_up):
    assert sign_up(name="").context["form"].errors["name"]
