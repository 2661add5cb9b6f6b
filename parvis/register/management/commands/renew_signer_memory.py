import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.register.errors import HeadMoved, RegisterRefusal
from parvis.register.last_signed import last_signed
from parvis.register.reconciling import standing_still
from parvis.register.remembering import Known, known_to_be_signed, remember

REFUSED, LEFT = 2, 1


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Write anew what the signer remembers to have signed last: on another machine, after a loss, or where a wrong "
        "clock has signed. First looks whether published log, database and witnesses agree; keeps the longest state "
        "that was signed, with the time of now. Says what it found, and asks first. Exit codes: 0 written, 1 not "
        "written, 2 refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do it without asking")

    def handle(self, *, yes: bool, **_options: Any) -> None:
        try:
            with standing_still():
                known = known_to_be_signed()
                self.stdout.write(_in_words(known))
                if not (yes or _is_told_to()):
                    self.stdout.write("Nothing was written. Run `parvis renew-signer-memory --yes` to write it.")
                    sys.exit(LEFT)
                remember(known)
        except (RegisterRefusal, HeadMoved, OSError) as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        self.stdout.write(f"{last_signed().path}: {known.size:,} entries. `parvis work` may go on.")


def _is_told_to() -> bool:
    if not sys.stdin.isatty():
        return False
    return input("Was nothing more signed, anywhere? Write it? [y/N] ").strip().lower() in ("y", "yes", "o", "oui")


def _in_words(known: Known) -> str:
    asked = f"{known.witnesses} asked, none objects" if known.witnesses else "none, so nobody else can say"
    lines = [
        f"Published:         {_counted(known.published)}",
        f"In the database:   {_counted(known.database)}",
        f"Remembered so far: {_counted(known.memory)}",
        f"Witnesses:         {asked}",
    ]
    return "\n".join(lines)


def _counted(size: int | None) -> str:
    return "nothing" if size is None else f"{size:,} entries signed"
