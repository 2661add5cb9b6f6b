import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.evidence import queries, scanning
from parvis.evidence.rescanning import Scanned, rescanned


class Command(BaseCommand):
    help = (
        "Have the malware scanner look at every file that it has not seen, published ones too. What it finds "
        "something in is withheld. Exit codes: 0 nothing was found, 1 something was, 2 there is no scanner or it does "
        "not answer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="scan all files again, as after new signatures or a false alarm"
        )
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *, again: bool, json: bool, **_options: Any) -> None:
        if not scanning.is_configured():
            raise CommandError("No malware scanner is set up: give its address in PARVIS_CLAMD.", returncode=2)
        found = rescanned(queries.documents_held() if again else queries.documents_to_scan())
        self.stdout.write(as_json(found) if json else in_words(found))
        if found.infected:
            sys.exit(1)
        if found.waiting:
            raise CommandError(
                "The malware scanner does not answer for some files: look at its log and start again.", returncode=2
            )


def as_json(found: Scanned) -> str:
    infected = [document.urn for document in found.infected]
    return json.dumps({"clean": found.clean, "infected": infected, "not_scanned": found.waiting}, indent=1)


def in_words(found: Scanned) -> str:
    said = f"Files: {found.clean} clean, {len(found.infected)} with malware, {found.waiting} not scanned."
    return "\n".join([said, *(f"Withheld: {one.file_name} ({one.urn})" for one in found.infected)])
