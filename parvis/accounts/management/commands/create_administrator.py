from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from parvis.accounts import commands
from parvis.accounts.invitations import password_link
from parvis.accounts.models import Member
from parvis.kernel.errors import Refusal
from parvis.kernel.types import PLATFORM


class Command(BaseCommand):
    help = (
        "Make someone administrator of a member, and print a link with which they choose a password. "
        "Exit codes: 0 done, 2 refused and nothing stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--member", required=True, help="the member, by the word in its address")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        member = Member.objects.filter(slug=options["member"]).first()
        if member is None:
            raise CommandError(
                f"there is no member {options['member']!r}; parvis create-member makes one", returncode=2
            )
        who = {name: options[name] for name in ("email", "name", "language")}
        try:
            person = commands.appoint_administrator(member, by=PLATFORM, **who).person
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(f"{person.email} is an administrator of {member.slug}.")
        if not person.has_usable_password():
            with translation.override(person.language):
                self.stdout.write(f"They choose a password here, once, soon: {password_link(person)}")
