"""What a person does in the browser to sign in, for the tests of this room and of others."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from parvis.accounts.models import Person

from .factories import PASSWORD, TOTP_SECRET


def code(periods_from_now: int = 0) -> str:
    """What the application shows."""
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30 + periods_from_now))


def give_password(client: Client, person: Person, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": person.email, "password": password})


def give_code(client: Client, typed: str):
    return client.post(reverse("mfa_authenticate"), {"code": typed})


def confirm(client: Client, password: str = PASSWORD):
    """Prove again that it is them, as giving and ending roles asks."""
    return client.post(reverse("account_reauthenticate"), {"password": password})


def signed_in_as(client: Client) -> str | None:
    """The primary key of whoever the session belongs to."""
    return client.session.get("_auth_user_id")
