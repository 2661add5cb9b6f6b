import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.kernel import progress
from parvis.register.errors import HeadMoved, RegisterRefusal
from parvis.register.rebuilding import rebuild_files
from parvis.register.reconciling import standing_still
from parvis.register.store import store

REFUSED = 2
STEPS = {"checking": "Checking the entries", "writing": "Writing files"}


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Make the published files of the register again from the database, byte for byte; files that are as they "
        "should be are left alone. Exit codes: 0 the files are whole, 2 refused and nothing written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="say what was done as one JSON object")

    def handle(self, *, json: bool, **_options: Any) -> None:
        try:
            with progress.watched_by(progress.Bar(self.stderr, STEPS)), standing_still():
                rebuilt = rebuild_files()
        except (RegisterRefusal, HeadMoved, OSError) as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        counts = {"files": rebuilt.files, "written": rebuilt.written}
        self.stdout.write(_as_json(counts) if json else f"{store()}: {_in_words(counts)}")


def _as_json(counts: dict[str, int]) -> str:
    return json.dumps(counts)


def _in_words(counts: dict[str, int]) -> str:
    return "{files:,} files, {written:,} of them written; the others were right.".format(**counts)
