import re

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts import commands
from parvis.accounts.models import Membership, Role

from .factories import MembershipFactory, PersonFactory, administrator_of
from .sign_in import code, confirm, give_code, give_password

pytestmark = pytest.mark.django_db


def signed_in(person, client=None):
    client = client or Client()
    give_password(client, person)
    give_code(client, code())
    return client


@pytest.fixture
def colleague():
    MembershipFactory(person__name="Noise")
    return MembershipFactory(person__name="Inès Roy")


@pytest.fixture
def administrator(colleague, client):
    return signed_in(administrator_of(colleague.member), client)


def people_of(membership):
    return reverse("accounts:people", args=[membership.member.slug])


def test_staff_of_the_member_see_its_people(colleague):
    assert "Inès Roy" in signed_in(colleague.person).get(people_of(colleague)).content.decode()


def test_they_see_no_others(colleague):
    assert "Noise" not in signed_in(colleague.person).get(people_of(colleague)).content.decode()


def test_staff_of_another_member_do_not(colleague):
    assert signed_in(MembershipFactory().person).get(people_of(colleague)).status_code == 403


def test_an_ended_role_acts_at_once_in_an_open_session(colleague):
    client = signed_in(colleague.person)
    commands.end_role(colleague, by=administrator_of(colleague.member))

    assert client.get(people_of(colleague)).status_code == 403


def test_forum_members_do_not(colleague):
    forum_member = MembershipFactory(member=colleague.member, role=Role.FORUM_MEMBER).person

    assert signed_in(forum_member).get(people_of(colleague)).status_code == 403


def test_an_unknown_member_has_no_page(colleague):
    assert signed_in(colleague.person).get(reverse("accounts:people", args=["nowhere"])).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_only_administrators_are_offered_acts(colleague, administrator, language):
    path = people_of(colleague).replace("/en/", f"/{language}/")
    invite = reverse("accounts:invite_person", args=[colleague.member.slug]).replace("/en/", f"/{language}/")

    offered = [invite in client.get(path).content.decode() for client in (administrator, signed_in(colleague.person))]

    assert offered == [True, False]


def invite(client, membership, **changes):
    typed = {"email": "new@example.org", "name": "New", "language": "fr", "role": "evaluator", "organisation": ""}
    return client.post(reverse("accounts:invite_person", args=[membership.member.slug]), typed | changes)


def test_inviting_asks_for_proof_first(colleague, administrator):
    invite(administrator, colleague)

    assert not Membership.objects.filter(person__email="new@example.org").exists()


def test_after_the_proof_what_was_typed_is_done(colleague, administrator):
    to = invite(administrator, colleague).url
    administrator.post(to, {"password": "a long enough pass phrase"})

    assert Membership.objects.filter(person__email="new@example.org", role="evaluator").exists()


def test_an_administrator_invites(colleague, administrator):
    confirm(administrator)
    answer = invite(administrator, colleague)

    assert answer.url == people_of(colleague)


def test_a_refused_invitation_keeps_what_was_typed(colleague, administrator):
    confirm(administrator)
    answer = invite(administrator, colleague, role="king")

    assert (answer.status_code, "new@example.org" in answer.content.decode()) == (422, True)


def test_a_point_of_contact_does_not_invite(colleague):
    client = signed_in(colleague.person)
    confirm(client)

    assert invite(client, colleague).status_code == 403


def test_the_public_role_is_not_given(colleague, administrator):
    confirm(administrator)

    assert invite(administrator, colleague, role="public").status_code == 422


def test_an_administrator_gives_a_second_role(colleague, administrator):
    confirm(administrator)
    address = reverse("accounts:give_role", args=[colleague.member.slug, colleague.person.uid])
    administrator.post(address, {"role": "commitment_lead", "organisation": ""})

    assert colleague.person.memberships.filter(role="commitment_lead").exists()


def test_people_of_other_members_cannot_be_looked_up(colleague, administrator):
    stranger = MembershipFactory().person
    confirm(administrator)

    address = reverse("accounts:give_role", args=[colleague.member.slug, stranger.uid])

    assert administrator.get(address).status_code == 404


def test_ending_a_role_asks_before(colleague, administrator):
    confirm(administrator)
    page = administrator.get(reverse("accounts:end_role", args=[colleague.uid]))

    assert (page.status_code, Membership.objects.get(pk=colleague.pk).ended_on) == (200, None)


def test_an_administrator_ends_a_role(colleague, administrator):
    confirm(administrator)
    administrator.post(reverse("accounts:end_role", args=[colleague.uid]))

    assert Membership.objects.get(pk=colleague.pk).ended_on


def test_the_page_says_why_the_last_administrator_stays(colleague, administrator):
    confirm(administrator)
    last = Membership.objects.get(member=colleague.member, role="administrator")
    answer = administrator.post(reverse("accounts:end_role", args=[last.uid]))

    assert "a member always has one" in answer.content.decode()


def test_roles_of_another_member_cannot_be_ended(colleague):
    client = signed_in(administrator_of(MembershipFactory().member))
    confirm(client)

    assert client.post(reverse("accounts:end_role", args=[colleague.uid])).status_code == 404


def test_an_invitation_can_be_sent_again(colleague, administrator, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(reverse("accounts:invite_again", args=[colleague.uid]))

    assert mailoutbox[-1].to == [colleague.person.email]


def test_the_link_of_an_invitation_ends_in_an_account(
    colleague, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    confirm(administrator)
    with django_capture_on_commit_callbacks(execute=True):
        invite(administrator, colleague)
    link = re.search(r"/fr/account/password/reset/key/\S+", mailoutbox[-1].body).group()
    invited = Client()
    form = invited.get(link).url
    chosen = "a pass phrase of my own"
    invited.post(form, {"password1": chosen, "password2": chosen})
    person = Membership.objects.get(person__email="new@example.org").person
    give_password(invited, person, chosen)

    assert invited.get(reverse("accounts:account")).url.endswith("/2fa/totp/activate/")


def test_the_public_cannot_tell_people_apart():
    assert PersonFactory().capacity("urn:parvis:member:x").role == "public"
