"""The program that anyone may take along from a register's pages."""

import hashlib
from pathlib import Path

from django.urls import reverse

from parvis.register import queries, verify


def test_it_is_served_as_it_is(client):
    response = client.get(reverse("register:verifier"))

    assert response.content == Path(verify.__file__).read_bytes()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="verify.py"'


def test_the_database_is_not_asked(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get(reverse("register:verifier"))


def test_the_digest_beside_it_is_its_own(client):
    response = client.get(reverse("register:verifier"))

    assert hashlib.sha256(response.content).hexdigest() == queries.verifying_program().sha256


def test_its_address_without_a_language_leads_to_it(client):
    response = client.get("/register/verify.py", follow=True)

    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="verify.py"'
