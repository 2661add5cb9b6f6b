import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from parvis.accounts import queries
from parvis.accounts.models import Person, Role
from parvis.accounts.sign_in import secrets

from .factories import PASSWORD, TOTP_SECRET, MembershipFactory, PersonFactory
from .sign_in import code, confirm, give_code, give_password, signed_in_as

pytestmark = pytest.mark.django_db

ENROL = "/en/account/2fa/totp/activate/"
SAMPLES = {
    "int": 1,
    "slug": "x",
    "str": "x",
    "path": "x",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def addresses(resolver: URLResolver, names: tuple[str, ...] = ()) -> Iterator[str]:
    """One address for each pattern written with converters, its name in front, whatever the object."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, (*names, entry.namespace) if entry.namespace else names)
        elif isinstance(entry.pattern, RoutePattern) and entry.name:
            kwargs = {name: SAMPLES.get(_kind(converter), "x") for name, converter in entry.pattern.converters.items()}
            yield ":".join([*names, entry.name]), kwargs


def _kind(converter) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


ADDRESSES = [(name, kwargs) for name, kwargs in addresses(get_resolver()) if name not in settings.SECOND_FACTOR_PAGES]


@pytest.fixture
def unenrolled(client):
    """Staff with a password only, signed in."""
    person = MembershipFactory(person__second_factor=False).person
    give_password(client, person)
    return person


def test_there_are_many_addresses_to_walk():
    assert len(ADDRESSES) > 20


@pytest.mark.parametrize(("name", "kwargs"), ADDRESSES, ids=[name for name, _kwargs in ADDRESSES])
def test_staff_without_a_second_factor_reach_no_other_page(unenrolled, client, name, kwargs):
    assert client.get(reverse(name, kwargs=kwargs)).headers.get("Location") == ENROL


@pytest.mark.parametrize("method", ["get", "post"])
def test_neither_reading_nor_writing(unenrolled, client, method):
    assert getattr(client, method)(reverse("accounts:change_own_profile")).url == ENROL


def test_they_can_sign_out(unenrolled, client):
    client.post(reverse("account_logout"))

    assert signed_in_as(client) is None


def test_they_can_enrol(unenrolled, client):
    enrol(client)

    assert client.get(reverse("accounts:account")).status_code == 200


def enrol(client):
    confirm(client)
    secret = client.get(ENROL).context["form"].secret
    shown = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return client.post(ENROL, {"code": shown})


def test_enrolling_brings_recovery_codes(unenrolled, client):
    assert enrol(client).url == reverse("mfa_view_recovery_codes")


def test_enrolling_asks_for_the_password_again(unenrolled, client):
    assert client.get(ENROL).url.startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("role", ["administrator", "point_of_contact", "commitment_lead", "evaluator"])
def test_every_role_that_acts_needs_one(role):
    assert queries.lacks_second_factor(MembershipFactory(role=role, person__second_factor=False).person)


def test_a_forum_member_needs_none():
    assert not queries.lacks_second_factor(
        MembershipFactory(role=Role.FORUM_MEMBER, person__second_factor=False).person
    )


def test_the_public_needs_none():
    MembershipFactory(person__second_factor=False)  # noise

    assert not queries.lacks_second_factor(PersonFactory())


def test_an_ended_role_needs_none():
    ended = MembershipFactory(person__second_factor=False, ended_on="2022-01-01")

    assert not queries.lacks_second_factor(ended.person)


def test_recovery_codes_alone_are_no_second_factor():
    person = MembershipFactory(person__second_factor=False).person
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={})

    assert queries.lacks_second_factor(person)


def test_asking_costs_two_queries(django_assert_num_queries):
    person = Person.objects.get(pk=MembershipFactory().person.pk)

    with django_assert_num_queries(2):
        queries.lacks_second_factor(person)


@pytest.fixture
def enrolled(client):
    person = MembershipFactory().person
    give_password(client, person)
    give_code(client, code())
    return person


def test_staff_cannot_turn_it_off(enrolled, client):
    confirm(client)
    client.post(reverse("mfa_deactivate_totp"))

    assert queries.has_second_factor(enrolled)


def test_the_public_can(client):
    person = PersonFactory(second_factor=True)
    give_password(client, person)
    give_code(client, code())
    confirm(client)
    client.post(reverse("mfa_deactivate_totp"))

    assert not queries.has_second_factor(person)


def test_a_secret_is_not_readable_in_the_database(enrolled):
    assert TOTP_SECRET not in str(Authenticator.objects.get().data)


def test_a_key_put_aside_still_opens_what_it_closed(settings):
    closed = secrets.encrypt("a secret")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"

    assert secrets.decrypt(closed) == "a secret"


def test_a_recovery_code_signs_in(enrolled, client):
    confirm(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    recovery = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    client.post(reverse("account_logout"))
    give_password(client, enrolled, PASSWORD)
    give_code(client, recovery)

    assert signed_in_as(client) == str(enrolled.pk)
