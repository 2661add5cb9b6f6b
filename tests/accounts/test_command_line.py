import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from parvis.accounts import commands, demonstration, queries
from parvis.accounts.errors import NotDemonstration
from parvis.accounts.models import Member, Person, Role
from parvis.kernel.types import PLATFORM
from parvis.register.models import Outbox

from .factories import MemberFactory, PersonFactory
from .sign_in import give_code, give_password, signed_in_as

pytestmark = pytest.mark.django_db

NEW = {"email": "a@example.org", "name": "Ada"}


def test_a_member_is_made_from_the_command_line():
    call_command(
        "create_member", "quebec", "--name", "fr=Québec", "--name", "en=Quebec", "--time-zone", "America/Toronto"
    )

    assert Member.objects.get(slug="quebec").name["fr"] == "Québec"


def test_an_impossible_time_zone_is_refused():
    with pytest.raises(CommandError) as refused:
        call_command("create_member", "quebec", "--name", "fr=Québec", "--time-zone", "Mars/Olympus")

    assert refused.value.returncode == 2


def test_the_first_administrator_gets_a_link(capsys):
    call_command("create_administrator", member=MemberFactory().slug, **NEW)

    assert "/en/account/password/reset/key/" in capsys.readouterr().out


def test_an_unknown_member_is_refused():
    with pytest.raises(CommandError):
        call_command("create_administrator", member="nowhere", **NEW)

    assert not Person.objects.exists()


def test_a_person_is_erased_from_the_command_line():
    kept, erased = PersonFactory(), PersonFactory()
    call_command("erase_person", email=erased.email)

    assert list(Person.objects.filter(erased_at=None)) == [kept]


@pytest.fixture
def shown(settings, tmp_path, monkeypatch):
    """The demonstration without its plan, which has tests of its own."""
    settings.DEMONSTRATION = True
    monkeypatch.setattr("parvis.config.management.commands.demonstration.FOLDER", tmp_path)
    call_command("demonstration")


def test_elsewhere_there_is_no_demonstration():
    with pytest.raises(CommandError):
        call_command("demonstration")


def test_elsewhere_no_such_account_can_be_opened():
    part = demonstration.CAST[0]

    with pytest.raises(NotDemonstration):
        commands.open_demonstration_account(
            by=PLATFORM, email=part.email, name=part.name, language="fr", password=demonstration.PASSWORD
        )


@pytest.mark.parametrize("part", demonstration.CAST, ids=lambda part: part.address)
def test_each_part_can_be_played(shown, part, client):
    person = Person.objects.get(email=part.email)
    give_password(client, person, demonstration.PASSWORD)
    if part.totp_secret:
        give_code(client, part.code().split()[0])

    assert signed_in_as(client) == str(person.pk)


@pytest.mark.parametrize("part", demonstration.CAST, ids=lambda part: part.address)
def test_each_part_has_its_role(shown, part):
    member = queries.member(demonstration.MEMBER)

    assert Person.objects.get(email=part.email).capacity(member.urn).role == part.role


def test_what_is_printed_signs_in(shown, capsys):
    capsys.readouterr()
    call_command("demonstration", "--codes")
    printed = capsys.readouterr().out.splitlines()[0].split()
    client = Client()
    give_password(client, Person.objects.get(email=printed[0]), demonstration.PASSWORD)
    give_code(client, printed[1])

    assert client.get(reverse("accounts:account")).status_code == 200


def test_a_second_time_nothing_changes(shown):
    before = Outbox.objects.count(), Person.objects.count()
    call_command("demonstration")

    assert (Outbox.objects.count(), Person.objects.count()) == before


def test_who_plays_the_public_has_no_second_factor():
    assert [part.address for part in demonstration.CAST if not part.totp_secret] == ["resident"]


def test_no_two_parts_share_a_secret():
    secrets = [part.totp_secret for part in demonstration.CAST if part.role != Role.PUBLIC]

    assert len(set(secrets)) == len(secrets)
