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
        "a second time changes nothing. Each file is one act. Exit codes: 0 done, 1 rows left out (they are listed) or "
        "one of several files refused, and the rest stored, 2 nothing stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE.csv")
        parser.add_argument("--json", action="store_true", help="say what happened as one JSON object a file")
        parser.add_argument("--language", choices=["en", "fr"], default=spoken(), help="of what the command says")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        with override(options["language"]):
            codes = [self._enter(path, as_json=options["json"], alone=len(files) == 1) for path in files]
        if any(codes):
            sys.exit(2 if set(codes) == {2} else 1)

    def _enter(self, path: Path, *, as_json: bool, alone: bool) -> int:
        with progress.watched_by(progress.Bar(self.stderr, _STEPS)):
            read = import_commitments(path)
        if as_json:
            for piece in _as_json(read, {} if alone else {"file": str(path)}):
                self.stdout.write(piece, ending="")
        else:
            self._tell(read)
        return 2 if read.file is None else int(bool(read.counts["left_out"]))

    def _tell(self, read: CommitmentsRead) -> None:
        if read.file is None:
            self.stderr.write(f"{read.name}: {read.problem} " + _("Nothing was stored."))
            return
        for row in read.left_out():
            where = ", ".join(filter(None, [_("line %s") % row.line, row.called, row.column]))
            self.stderr.write(f"{read.name}: {where}: {row.reason}")
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


def _as_json(read: CommitmentsRead, named: Mapping[str, str]) -> Iterator[str]:
    """One object in pieces: however many rows were left out, one of them is held."""
    if read.file is None:
        yield _json({**named, "error": read.problem}) + "\n"
        return
    counted = {**named, **{name: read.counts[name] for name in ("rows", "commitments", "plans", "members")}}
    yield _json(counted).removesuffix("}") + ', "left_out": ['
    before = ""
    for row in read.left_out():
        yield before + _json({"line": row.line, "column": row.column, "reason": row.reason})
        before = ", "
    yield "]}\n"


def _json(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False)
