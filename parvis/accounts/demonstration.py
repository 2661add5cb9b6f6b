"""The cast of the demonstration: people whose passwords and codes everyone knows, one for each part to play."""

import base64
import hashlib
import time
from dataclasses import dataclass
from urllib.parse import quote

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.db import transaction

from parvis.kernel.languages import Multilingual
from parvis.kernel.types import PLATFORM

from . import commands, queries
from .models import Member, Person, Role

MEMBER = "quebec-canada"
PASSWORD = "parvis-demonstration"  # noqa: S105 known to everyone, and refused outside a demonstration


@dataclass(frozen=True)
class Part:
    """Someone to sign in as. `organisation` is an abbreviation."""

    name: str
    address: str
    language: str
    role: Role
    organisation: str = ""

    @property
    def email(self) -> str:
        return f"{self.address}@demonstration.example"

    @property
    def totp_secret(self) -> str:
        """The same on every machine, so that an authenticator application set up once serves for all."""
        if self.role == Role.PUBLIC:
            return ""
        return base64.b32encode(hashlib.sha256(f"parvis demonstration {self.address}".encode()).digest()[:20]).decode()

    @property
    def otpauth(self) -> str:
        """What an authenticator application reads."""
        label = quote(f"{settings.MFA_TOTP_ISSUER}:{self.email}")
        return f"otpauth://totp/{label}?secret={self.totp_secret}&issuer={settings.MFA_TOTP_ISSUER}"

    def code(self) -> str:
        """What the application shows now, and for how many seconds more: `123456 (17 s)`."""
        period, past = divmod(int(time.time()), settings.MFA_TOTP_PERIOD)
        value = format_hotp_value(hotp_value(self.totp_secret, period))
        return f"{value} ({settings.MFA_TOTP_PERIOD - past} s)"


CAST = [
    Part("Andrée Administratrice", "administrator", "fr", Role.ADMINISTRATOR, "MCN"),
    Part("Paul Point-Contact", "contact", "fr", Role.POINT_OF_CONTACT, "MCN"),
    Part("Laure Responsable", "lead", "fr", Role.COMMITMENT_LEAD, "MCN"),
    Part("Eve Evaluator", "evaluator", "en", Role.EVALUATOR),
    Part("Rémi Résident", "resident", "fr", Role.PUBLIC),
]


def member() -> Member | None:
    return Member.objects.filter(slug=MEMBER).first()


@transaction.atomic
def open_accounts() -> dict[Role, Person]:
    """Whoever has no account yet gets one, and the role of their part. Raises `NotDemonstration`."""
    for part in CAST:
        commands.open_demonstration_account(
            by=PLATFORM,
            email=part.email,
            name=part.name,
            language=part.language,
            password=PASSWORD,
            totp_secret=part.totp_secret,
        )
    shown = member() or _member()
    for part in CAST:
        if part.role != Role.PUBLIC and _person(part) not in queries.who_holds(part.role, shown):
            _give_role(part, shown)
    return {part.role: _person(part) for part in CAST}


def _give_role(part: Part, shown: Member) -> None:
    if part.role == Role.ADMINISTRATOR:
        commands.appoint_administrator(shown, by=PLATFORM, email=part.email, name=part.name)
        return
    named = {organisation.abbreviation: organisation for organisation in queries.organisations_of(shown)}
    organisation = named.get(part.organisation) if part.organisation else None
    administrator = _person(CAST[0])
    commands.give_role(_person(part), by=administrator, member=shown, role=part.role, organisation=organisation)


def _person(part: Part) -> Person:
    """Read afresh: a person remembers the roles they were read with."""
    return Person.objects.get(email=part.email)


def _member() -> Member:
    return commands.create_member(
        by=PLATFORM,
        slug=MEMBER,
        name=Multilingual({"en": "Québec, Canada", "fr": "Québec, Canada"}),
        kind=Member.Kind.LOCAL,
        languages=["fr", "en"],
        time_zone="America/Toronto",
        colour=Member.Colour.BLUE,
    )
