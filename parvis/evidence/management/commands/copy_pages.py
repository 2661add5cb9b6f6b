from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.evidence import commands, queries
from parvis.evidence.errors import NothingToCapture
from parvis.evidence.tasks import enroll_pages
from parvis.kernel.types import PLATFORM


class Command(BaseCommand):
    help = (
        "Have the worker copy, politely, every cited page of a bibliography that has no copy: what an import brought "
        "is not copied by itself. Says how they stand. Exit codes: 0 asked for, or there was nothing to ask for; "
        "2 nothing is fetched here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("body", help="URN of the member whose sources these are")
        parser.add_argument("--of", default="", help="URN of one of its plans or reports, instead of all")

    def handle(self, *, body: str, of: str, **_options: Any) -> None:
        enroll_pages.call()
        try:
            asked = commands.ask_for_captures(of or body, body=body, by=PLATFORM)
        except NothingToCapture as nothing:
            if queries.pages_to_copy(of or body, body=body).exists():
                raise CommandError(str(nothing), returncode=2) from nothing
            asked = 0
        tally = queries.tally_of_copies(of or body, body=body)
        self.stdout.write(f"{asked:>9,}  pages asked for now")
        self.stdout.write(f"{tally.pages:>9,}  pages in all")
        for name in ("kept", "waiting", "failed", "stopped"):
            self.stdout.write(f"{getattr(tally, name):>9,}  {name}")
