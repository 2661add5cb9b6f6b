from argparse import ArgumentParser
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from parvis.accounts import demonstration
from parvis.accounts.errors import NotDemonstration
from parvis.accounts.types import Person, Role
from parvis.assessments import queries as reports
from parvis.kernel.types import PLATFORM
from parvis.plans import commands, queries

FOLDER = Path(settings.PACKAGE).parent / "demonstration"


class Command(BaseCommand):
    help = (
        "Load the demonstration (a real plan, reports on it, people to sign in as) and print how to sign in. Running "
        "it again changes nothing. Exit codes: 0 done, 2 refused and nothing stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--codes", action="store_true", help="only print the codes that sign in now")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("PARVIS_MODE is not demonstration: nothing loaded", returncode=2)
        if options["codes"]:
            self._codes()
            return
        self._load_the_plan()
        self._load_the_reports()
        try:
            people = demonstration.open_accounts()
        except NotDemonstration as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        _give_the_lead(people)
        self._tell()

    def _load_the_plan(self) -> None:
        """Where there is none yet: a newer file of the demonstration changes no plan that people have worked on."""
        if queries.plans(viewer=PLATFORM, size=1).rows:
            return
        for path in sorted(FOLDER.glob("*.yaml")):
            call_command("import_plan", str(path), **self._streams())

    def _load_the_reports(self) -> None:
        """Where there is none yet: a report that someone withdrew does not come back while another is here."""
        if reports.reports(viewer=PLATFORM, size=1).rows:
            return
        files = sorted(map(str, FOLDER.glob("reports/*.json")))
        if not files:
            return
        # A plan that people have renamed takes no report; the command says so, and the demonstration goes on.
        with suppress(SystemExit):
            call_command("import_report", *files, **self._streams())

    def _streams(self) -> dict[str, Any]:
        return {"stdout": self.stdout, "stderr": self.stderr}

    def _tell(self) -> None:
        self.stdout.write(f"\nSign in at {settings.PARVIS_ORIGIN}/en/account/login/")
        self.stdout.write(f"with the password {demonstration.PASSWORD} as one of:\n\n")
        for part in demonstration.CAST:
            self.stdout.write(f"  {part.email:<44} {part.role.value.replace('_', ' ')}")
        self.stdout.write("\nAll but the resident also need a code, from `parvis demonstration --codes`.\n")

    def _codes(self) -> None:
        for part in demonstration.CAST:
            if part.role != Role.PUBLIC:
                self.stdout.write(f"{part.email:<44} {part.code():<14} {part.otpauth}")


def _give_the_lead(people: Mapping[Role, Person]) -> None:
    """Someone answers for each commitment, so that there is something for them to do."""
    contact, lead = people[Role.POINT_OF_CONTACT], people[Role.COMMITMENT_LEAD]
    for plan in queries.plans(viewer=contact, member=demonstration.member()):
        for commitment in queries.contents(plan).commitments:
            if commitment.lead_id is None:
                commands.assign_lead(commitment, by=contact, lead=lead)
