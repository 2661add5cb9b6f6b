import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.plans.importing import FileOutcome, check_plan, import_plan


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Read plan files (docs/plan-file.md) and enter their plans as history. The same file a second time changes "
        "nothing. Exit codes: 0 done, 1 some files refused, 2 all refused and nothing stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="only say what would happen, and store nothing")
        parser.add_argument("--json", action="store_true", help="report as JSON, in English and French")
        parser.add_argument("--language", choices=["en", "fr"], default=_spoken(), help="of the report")

    def handle(self, *args: Any, **options: Any) -> None:
        use = check_plan if options["check"] else import_plan
        with override(options["language"]):
            outcomes = [use(path) for path in options["files"]]
            if options["json"]:
                said = {"files": [outcome.as_json() for outcome in outcomes]}
                self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
            else:
                for outcome in outcomes:
                    self._tell(outcome)
        refused = [outcome for outcome in outcomes if outcome.outcome == "refused"]
        if refused:
            sys.exit(2 if len(refused) == len(outcomes) else 1)

    def _tell(self, outcome: FileOutcome) -> None:
        for problem in outcome.problems:
            self.stderr.write(problem.told(outcome.file))
        said = {
            "entered": _("entered"),
            "unchanged": _("has entered before; nothing changed"),
            "correct": _("is correct; nothing was stored"),
            "refused": _("refused; nothing of it was stored. Problems: %s") % len(outcome.problems),
        }[outcome.outcome]
        what_was_counted = {
            "commitments": _("commitments"),
            "milestones": _("milestones"),
            "sources": _("sources"),
            "discrepancies": _("discrepancies"),
        }
        counted = [
            f"{label}: {outcome.counts[name]}" for name, label in what_was_counted.items() if name in outcome.counts
        ]
        self.stdout.write(f"{outcome.file}: {said}" + (f" ({', '.join(counted)})" if counted else ""))


def _spoken() -> str:
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "fr" if locale.startswith("fr") else "en"
