from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.accounts import commands
from parvis.accounts.models import Member
from parvis.kernel.errors import Refusal
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import PLATFORM


def _in_a_language(text: str) -> tuple[str, str]:
    code, equals, words = text.partition("=")
    if not (code and equals and words):
        raise ArgumentTypeError(f"write {text!r} as LANGUAGE=NAME, for example fr=Québec")
    return code, words


class Command(BaseCommand):
    help = "Add a member: a government that takes part. Exit codes: 0 done, 2 refused and nothing stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the word in its address, for example quebec-canada")
        parser.add_argument(
            "--name", action="append", required=True, type=_in_a_language, metavar="LANGUAGE=NAME", help="repeatable"
        )
        parser.add_argument("--kind", choices=Member.Kind.values, default=Member.Kind.LOCAL.value)
        parser.add_argument("--time-zone", default="UTC", help="for example America/Toronto")

    def handle(self, *args: Any, **options: Any) -> None:
        name = Multilingual(dict(options["name"]))
        try:
            member = commands.create_member(
                by=PLATFORM,
                slug=options["slug"],
                name=name,
                kind=options["kind"],
                languages=list(name),
                time_zone=options["time_zone"],
            )
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(f"{member.slug} is a member. parvis create-administrator names who gives its roles.")
