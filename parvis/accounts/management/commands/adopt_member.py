from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from parvis.accounts import commands, queries
from parvis.kernel.errors import Refusal
from parvis.kernel.types import PLATFORM


class Command(BaseCommand):
    help = (
        "Make a full member of one that is known here from OGP's data alone: people can act for it from then on. It "
        "keeps its name. Exit codes: 0 done, 2 refused and nothing stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the word in its address, for example albania")
        parser.add_argument(
            "--language",
            action="append",
            default=[],
            choices=[code for code, _name in settings.LANGUAGES],
            help="in which it publishes; repeatable",
        )
        parser.add_argument("--time-zone", default="UTC", help="for example Europe/Tirane")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            member = queries.member(options["slug"])
            languages = options["language"] or member.languages
            commands.adopt_member(member, by=PLATFORM, languages=languages, time_zone=options["time_zone"])
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(f"{member.slug} is a full member. parvis create-administrator names who gives its roles.")
