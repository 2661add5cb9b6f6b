import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from parvis.assessments import queries
from parvis.kernel.errors import NotFound
from parvis.kernel.types import PLATFORM


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Write a report as JSON, as import-report reads it. Exit codes: 0 done, 2 there is no such report or the file "
        "cannot be written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the report's part of page addresses")
        parser.add_argument("--output", type=Path, metavar="FILE", help="where to write; otherwise to standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = queries.report(options["slug"], viewer=PLATFORM)
        except NotFound:
            self._refuse(f"There is no report with the address {options['slug']}. Its page address ends in it.")
        content = queries.as_file(report)
        output: Path | None = options["output"]
        if output is None:
            self.stdout.write(content, ending="")
            return
        try:
            output.write_bytes(content.encode())
        except OSError as error:
            self._refuse(f"{output} cannot be written: {error.strerror}.")

    def _refuse(self, words: str) -> NoReturn:
        self.stderr.write(words)
        sys.exit(2)
