import os
import subprocess
import sys

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from parvis.accounts import commands, tasks
from parvis.config import settings as shipped

from .factories import PASSWORD, MembershipFactory, PersonFactory
from .sign_in import code, give_code, give_password, signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    PersonFactory()  # noise
    return PersonFactory()


@pytest.fixture
def staff():
    return MembershipFactory().person


def lock(client, person):
    for _attempt in range(5):
        give_password(client, person, "not the password")


def test_the_public_signs_in_with_a_password(client, person):
    give_password(client, person)

    assert signed_in_as(client) == str(person.pk)


def test_capitals_in_the_address_do_not_matter(client, person):
    person.email = person.email.upper()
    give_password(client, person)

    assert signed_in_as(client) == str(person.pk)


def test_a_password_alone_does_not_sign_staff_in(client, staff):
    give_password(client, staff)

    assert signed_in_as(client) is None


def test_password_and_code_sign_staff_in(client, staff):
    give_password(client, staff)
    give_code(client, code())

    assert signed_in_as(client) == str(staff.pk)


def test_a_code_of_another_time_does_not(client, staff):
    give_password(client, staff)
    give_code(client, code(periods_from_now=-4))

    assert signed_in_as(client) is None


@pytest.mark.parametrize("later", [0, 40])
def test_a_code_signs_in_once_for_as_long_as_it_would_be_valid(client, staff, later):
    with time_machine.travel("2026-11-23 12:00:00Z", tick=False) as clock:
        used = code(periods_from_now=1)
        give_password(client, staff)
        give_code(client, used)
        clock.shift(later)
        other = Client()
        give_password(other, staff)
        give_code(other, used)

    assert signed_in_as(other) is None


def test_signing_in_gives_a_new_session(client, person):
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key

    give_password(client, person)

    assert client.session.session_key != before


def test_the_right_password_is_refused_while_locked(client, person):
    lock(client, person)
    give_password(client, person)

    assert signed_in_as(client) is None


def test_one_failure_fewer_does_not_lock(client, person):
    for _attempt in range(4):
        give_password(client, person, "not the password")
    give_password(client, person)

    assert signed_in_as(client) == str(person.pk)


def test_the_page_says_what_to_do_about_a_lock(client, person):
    lock(client, person)

    assert "Wait five minutes and try again" in give_password(client, person).content.decode()


def test_someone_else_is_not_locked_out(client, person):
    lock(client, person)
    other = PersonFactory()
    give_password(client, other)

    assert signed_in_as(client) == str(other.pk)


def test_the_lock_holds_at_another_address(client, person):
    lock(client, person)
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    give_password(elsewhere, person)

    assert signed_in_as(elsewhere) is None


def test_the_lock_expires(client, person):
    with time_machine.travel("2026-11-23 12:00:00Z", tick=False) as clock:
        lock(client, person)
        clock.shift(301)
        give_password(client, person)

        assert signed_in_as(client) == str(person.pk)


def test_a_flood_of_other_keys_does_not_push_the_lock_out(client, person):
    lock(client, person)
    for number in range(400):  # more than the 300 entries that Django keeps by default
        cache.set(f"noise-{number}", number)
    give_password(client, person)

    assert signed_in_as(client) is None


def test_codes_are_limited_too(client, staff):
    give_password(client, staff)
    for _attempt in range(5):
        give_code(client, "000000")
    give_code(client, code())

    assert signed_in_as(client) is None


SIGN_IN_ELSEWHERE = """
import django
django.setup()
from django.test import Client
from django.urls import reverse
client = Client(REMOTE_ADDR="203.0.113.9")
client.post(reverse("account_login"), {"login": "%s", "password": "%s"})
print(client.session.get("_auth_user_id"))
"""


def in_another_process(person):
    environment = os.environ | {"DATABASE_URL": _test_database()}
    script = SIGN_IN_ELSEWHERE % (person.email, PASSWORD)
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


def _test_database():
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    port = database["PORT"] or 5432
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{port}/{database['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_the_lock_holds_in_another_process(client, person):
    lock(client, person)

    assert in_another_process(person) == "None"


@pytest.mark.django_db(transaction=True)
def test_without_a_lock_another_process_signs_in(client, person):
    assert in_another_process(person) == str(person.pk)


def test_an_unknown_address_reads_as_a_wrong_password(client, person):
    wrong = give_password(client, person, "not the password").context["form"].errors
    person.email = "nobody@example.org"

    assert give_password(client, person).context["form"].errors == wrong


@pytest.mark.parametrize("known", [True, False])
def test_asking_for_a_new_password_does_not_tell_who_has_an_account(client, person, known):
    address = person.email if known else "nobody@example.org"

    answer = client.post(reverse("account_reset_password"), {"email": address})

    assert answer.url == reverse("account_reset_password_done")


def test_an_erased_person_signs_in_no_more(client, person):
    commands.erase_person(person, by=person)
    give_password(client, person)

    assert signed_in_as(client) is None


def test_passwords_are_kept_with_argon2():
    assert shipped.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_sessions_that_have_ended_are_forgotten(person):
    with time_machine.travel("2026-01-01"):
        Client().force_login(person)
    Client().force_login(person)
    tasks.forget_sessions.call()

    assert Session.objects.count() == 1
