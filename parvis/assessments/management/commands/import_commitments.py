import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from parvis.assessments.importing_commitments import CommitmentsRead, import_commitments
from parvis.kernel import progress

from .import_report import spoken

_STEPS = {"reading": gettext_lazy("Entering rows"), "indexing": gettext_lazy("Making them findable")}


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Read OGP's commitment data (CSV, in the layout of 171 columns or in the older one) and enter it as history: "
        "reference members, their plans and commitments, ratings in their own scales. The same file, or the same row, "
        "a second time changes nothing. Exit codes: 0 done, 1 rows left out (they are listed) and the rest stored, "
        "2 the file refused and nothing stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--json", action="store_true", help="say what happened as one JSON object")
        parser.add_argument("--language", choices=["en", "fr"], default=spoken(), help="of what the command says")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]), progress.watched_by(progress.Bar(self.stderr, _STEPS)):
            read = import_commitments(options["file"])
            if options["json"]:
                for piece in _as_json(read):
                    self.stdout.write(piece, ending="")
            else:
                self._tell(read)
        if read.file is None:
            sys.exit(2)
        if read.counts["left_out"]:
            sys.exit(1)

    def _tell(self, read: CommitmentsRead) -> None:
        if read.file is None:
            self.stderr.write(f"{read.name}: {read.problem} {_('Nothing was stored.')}")
            return
        for row in read.left_out():
            where = _("line %s") % row["line"] + (f", {row['column']}" if row["column"] else "")
            self.stderr.write(f"{read.name}: {where}: {row['reason']}")
        counts = read.counts
        if not read.is_new:
            self.stdout.write(f"{read.name}: " + _("has entered before; nothing changed"))
            return
        self.stdout.write(
            f"{read.name}: "
            + _(
                "%(rows)s rows: %(commitments)s commitments entered, in %(plans)s plans of %(members)s members; "
                "%(unchanged)s were here already, %(left_out)s left out, %(matches)s likely matches with the other "
                "layout"
            )
            % counts
        )


def _as_json(read: CommitmentsRead) -> Iterator[str]:
    """One object in pieces: however many rows were left out, one of them is held."""
    if read.file is None:
        yield _json({"error": read.problem}) + "\n"
        return
    counted = {name: read.counts[name] for name in ("rows", "commitments", "plans", "members")}
    yield _json(counted).removesuffix("}") + ', "left_out": ['
    before = ""
    for row in read.left_out():
        yield before + _json(row)
        before = ", "
    yield "]}\n"


def _json(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False)
