import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.assessments.importing import FileOutcome, import_report, import_report_and_create, in_order, report_in
from parvis.assessments.matching import TAKEN
from parvis.assessments.standards.report_file import line, written


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Read published Inception Reports and End of Commitment Reports (saved pages, plain text, or the JSON of "
        "export-report) and enter them as history. The same file a second time changes nothing. A report enters where "
        "its member, plan, commitments and milestones are here under the same words; otherwise what was not found is "
        "listed, and nothing of the file is stored. Exit codes: 0 done, 1 some files refused, 2 all refused and "
        "nothing stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--json",
            action="store_true",
            help="store nothing; print what was read, one object per file: of one file indented, of several one a line",
        )
        parser.add_argument(
            "--create",
            action="store_true",
            help=f"take what resembles a name by {TAKEN:.0%}% or more for it, and make the rest as the report says it",
        )
        parser.add_argument("--language", choices=["en", "fr"], default=spoken(), help="of what the command says")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            if options["json"]:
                outcomes = self._print(options["files"])
            else:
                enter = import_report_and_create if options["create"] else import_report
                outcomes = [self._told(enter(path)) for path in in_order(options["files"])]
        refused = [outcome for outcome in outcomes if outcome.outcome == "refused"]
        if refused:
            sys.exit(2 if len(refused) == len(outcomes) else 1)

    def _print(self, paths: list[Path]) -> list[FileOutcome]:
        outcomes = []
        for path in paths:
            report, outcome = report_in(path)
            if report:
                self.stdout.write(written(report) if len(paths) == 1 else line(report), ending="")
            else:
                self._told(outcome)
            outcomes.append(outcome)
        return outcomes

    def _told(self, outcome: FileOutcome) -> FileOutcome:
        for key, found in outcome.open:
            self.stderr.write(f"{outcome.file}: {_what(key)} “{found.printed}”")
            for candidate in found.candidates:
                self.stderr.write(f"    {candidate.score:.0%} {candidate.row}")
        if outcome.problem:
            self.stderr.write(f"{outcome.file}: {outcome.problem}")
        said = {
            "entered": _("entered as %s") % outcome.report,
            "unchanged": _("has entered before, as %s; nothing changed") % outcome.report,
            "refused": _("refused; nothing of it was stored"),
        }[outcome.outcome]
        labels = {
            "answers": _("answers"),
            "missing": _("missing in the source"),
            "new_members": _("new members"),
            "new_plans": _("new plans"),
            "new_commitments": _("new commitments"),
            "new_milestones": _("new milestones"),
        }
        counted = [f"{label}: {outcome.counts[name]}" for name, label in labels.items() if outcome.counts.get(name)]
        words = f"{outcome.file}: {said}" + (f" ({', '.join(counted)})" if counted else "")
        (self.stderr if outcome.outcome == "refused" else self.stdout).write(words)
        return outcome


def _what(key: str) -> str:
    return {
        "member": _("member not found for certain:"),
        "plan": _("plan not found for certain:"),
        "commitment": _("commitment not found for certain:"),
        "milestone": _("milestone not found for certain:"),
    }[key.partition("-")[0]]


def spoken() -> str:
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "fr" if locale.startswith("fr") else "en"
