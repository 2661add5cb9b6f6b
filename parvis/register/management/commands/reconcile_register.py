import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.kernel import progress
from parvis.register.errors import HeadMoved, RegisterRefusal
from parvis.register.last_signed import last_signed
from parvis.register.reconciling import Missing, bring_back_entries, missing_entries, standing_still

REFUSED, LEFT = 2, 1
STEPS = {"checking": "Checking what was published", "bringing_back": "Bringing entries back"}


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "After a backup was restored: bring back the entries that were published since, from the published files, once "
        "they are seen to lead to the signed root. Says what it would do, and asks first. Exit codes: 0 nothing is "
        "missing any more, 1 entries are missing and were not brought back, 2 refused and nothing changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        doing = parser.add_mutually_exclusive_group()
        doing.add_argument("--dry-run", action="store_true", help="only say what is missing")
        doing.add_argument("--yes", action="store_true", help="do it without asking")
        parser.add_argument("--json", action="store_true", help="say what was found as one JSON object")

    def handle(self, *, dry_run: bool, yes: bool, json: bool, **_options: Any) -> None:
        try:
            with progress.watched_by(progress.Bar(self.stderr, STEPS)), standing_still():
                found = missing_entries()
                does_it = bool(found.entries) and not dry_run and (yes or self._is_told_to(found, as_json=json))
                if does_it:
                    found = bring_back_entries()
        except (RegisterRefusal, HeadMoved, OSError) as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        self.stdout.write(_as_json(found, done=does_it) if json else _in_words(found, done=does_it))
        if found.entries and not does_it:
            sys.exit(LEFT)

    def _is_told_to(self, found: Missing, *, as_json: bool) -> bool:
        if as_json or not sys.stdin.isatty():
            return False
        self.stderr.write(_in_words(found, done=False))
        return input("Bring them back now? [y/N] ").strip().lower() in ("y", "yes", "o", "oui")


def _next() -> str:
    if last_signed().read() is None:
        return "The signer remembers nothing here. Before `parvis work` goes on: parvis renew-signer-memory"
    return "`parvis work` may go on."


def _as_json(found: Missing, *, done: bool) -> str:
    said = {
        "held": found.held,
        "published": found.published,
        "missing": found.entries,
        "brought_back": found.entries if done else 0,
        "waited_though_published": found.waiting,
        "events": dict(sorted(found.events.items())),
    }
    return json.dumps(said)


def _in_words(found: Missing, *, done: bool) -> str:
    if not found.entries:
        return f"Nothing is missing: the database holds the {found.published:,} entries that were signed."
    verb = "were brought back" if done else "are missing in the database"
    lines = [
        f"{found.entries:,} of {found.published:,} published entries {verb}.",
        *(f"{count:>9,}  {event}" for event, count in sorted(found.events.items())),
    ]
    if found.waiting:
        lines.append(f"{found.waiting:,} of them waited in the outbox as well, and {'left' if done else 'leave'} it.")
    lines.append(
        "The register holds these acts; what they did to plans, texts or people is not in the restored database. "
        "Do it again, or say on the site that it is lost."
    )
    lines.append(_next() if done else "Run `parvis reconcile-register --yes` to bring them back.")
    return "\n".join(lines)
