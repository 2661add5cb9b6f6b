from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.accounts import commands
from parvis.accounts.models import Person
from parvis.kernel.errors import Refusal
from parvis.kernel.types import PLATFORM


class Command(BaseCommand):
    help = (
        "Erase the account of someone who asked for it otherwise than on their own page. It cannot be undone. "
        "Exit codes: 0 done, 2 refused and nothing stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email=options["email"].strip().lower()).first()
        if person is None:
            raise CommandError("nobody has this e-mail address", returncode=2)
        try:
            commands.erase_person(person, by=PLATFORM)
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write("The account is erased.")
