import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.accounts import queries as accounts
from parvis.assessments import queries
from parvis.kernel.errors import Refusal


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Write commitments as CSV in OGP's layout of 171 columns, so that OGP can read what is here: of the members "
        "named, or of all. What came from OGP goes out cell by cell as it came, except where someone has changed it. "
        "Exit codes: 0 done, 2 refused and nothing written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("members", nargs="*", metavar="MEMBER", help="the word in a member's address; all if none")
        parser.add_argument("--from-file", metavar="NAME", help="only what came in the file of this name or SHA-256")
        parser.add_argument("-o", "--output", type=Path, help="the file to write; the terminal if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            members = [accounts.member(slug) for slug in options["members"]]
            file = queries.commitment_file_named(options["from_file"]) if options["from_file"] else None
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        pieces = queries.exported_commitments(members=members, file=file)
        if options["output"] is None:
            _write(pieces, sys.stdout.buffer)
            return
        try:
            with options["output"].open("wb") as output:
                _write(pieces, output)
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}", returncode=2) from error


def _write(pieces: Iterable[bytes], output: Any) -> None:
    for piece in pieces:
        output.write(piece)
    output.flush()
