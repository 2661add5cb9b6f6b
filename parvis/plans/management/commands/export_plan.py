import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from parvis.plans.models import ActionPlan
from parvis.plans.standards.plan_file import written
from parvis.plans.standards.plan_file.export import document_of


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Write a plan as a plan file (docs/plan-file.md). Exit codes: 0 done, 2 there is no such plan or the file "
        "cannot be written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the plan's part of page addresses")
        parser.add_argument("--output", type=Path, metavar="FILE", help="where to write; otherwise to standard output")
        parser.add_argument("--format", choices=["yaml", "json"], help="otherwise by the name of FILE, else YAML")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = ActionPlan.objects.select_related("member").filter(slug=options["slug"]).first()
        if plan is None:
            self._refuse(f"There is no plan with the address {options['slug']}. Its page address ends in it.")
        output: Path | None = options["output"]
        form = options["format"] or ("json" if output and output.suffix == ".json" else "yaml")
        content = written(document_of(plan), form)
        if output is None:
            self.stdout.write(content.decode(), ending="")
            return
        try:
            output.write_bytes(content)
        except OSError as error:
            self._refuse(f"{output} cannot be written: {error.strerror}.")

    def _refuse(self, words: str) -> NoReturn:
        self.stderr.write(words)
        sys.exit(2)
