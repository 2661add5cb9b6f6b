"""A file of OGP's commitment data that was looked at and is not wanted."""

import re

import pytest

from parvis.assessments.models import CommitmentUpload
from tests.accounts.factories import MemberFactory, MembershipFactory, administrator_of

from .commitment_pages import chosen, confirmed
from .import_pages import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(administrator_of(MemberFactory()))


def test_cancelling_deletes_the_file_at_once(client, administrator):
    url = chosen(client)
    [discard] = re.findall(r'<button[^>]*formaction="([^"]*)"', client.get(url + "confirm/").content.decode())

    answer = client.post(discard, follow=True)

    assert "The file is deleted. Nothing of it has entered." in shown(answer)
    assert not CommitmentUpload.objects.exists()
    assert "no longer kept" in shown(client.post(discard, follow=True))


def test_what_is_confirmed_is_not_cancelled(client, administrator):
    url = chosen(client)
    confirmed(client, url)

    assert client.post(url + "discard/").status_code == 409
    assert CommitmentUpload.objects.exists()


def test_nobody_cancels_what_someone_else_chose(client, administrator):
    url = chosen(client)
    client.force_login(MembershipFactory(role="administrator").person)

    client.post(url + "discard/")

    assert CommitmentUpload.objects.exists()
