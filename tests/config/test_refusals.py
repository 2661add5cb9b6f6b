"""A refusal that no form took is a page, with its sentence and its status, in the language of the address."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "status"), [("/en/plans/?after=x", 422), ("/en/nowhere/", 404)])
def test_it_is_a_page(client, address, status):
    answer = client.get(address)
    assert (answer.status_code, b"</html>" in answer.content) == (status, True)


def test_it_says_what_stood_in_the_way(client):
    assert "not one that Parvis made" in client.get("/en/plans/?after=x").content.decode()


def test_it_speaks_french(client):
    assert '<html lang="fr"' in client.get("/fr/plans/?after=x").content.decode()
