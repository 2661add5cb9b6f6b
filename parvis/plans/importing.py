"""One plan file from disk to the database, and what to say of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.errors import Refusal
from parvis.kernel.types import IMPORT

from . import commands
from .standards.plan_file import PlanFile, PlanFileRefused, Problem, placed, read

# Where the day is that comes first on Earth: what is after it has happened nowhere.
_FIRST_DAY = "Pacific/Kiritimati"


@dataclass(frozen=True)
class FileOutcome:
    """`outcome` is entered, unchanged (it had entered before), correct (checked only) or refused."""

    file: str
    outcome: str
    plan: str = ""
    sha256: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        said = {name: getattr(self, name) for name in ("file", "outcome", "plan", "sha256", "counts")}
        return {name: value for name, value in said.items() if value} | (
            {"problems": [problem.as_json() for problem in self.problems]} if self.problems else {}
        )


def import_plan(path: Path) -> FileOutcome:
    """Enter what the file says; never raises for what is wrong with the file."""
    return _outcome(path, _entered)


def check_plan(path: Path) -> FileOutcome:
    """What `import_plan` would say, with nothing stored."""
    return _outcome(path, _checked)


def _outcome(path: Path, use: Any) -> FileOutcome:
    try:
        file = read(path.read_bytes(), today=clock.today(_FIRST_DAY))
        return use(str(path), file)
    except OSError:
        advice = _("Check its name, its folder, and whether you may read it.")
        problem = Problem("unreadable", _("The file cannot be read."), advice)
        return FileOutcome(str(path), "refused", problems=[problem])
    except PlanFileRefused as refused:
        return FileOutcome(str(path), "refused", problems=refused.problems)


def _entered(name: str, file: PlanFile) -> FileOutcome:
    try:
        outcome = commands.record_past_plan(file.document, by=IMPORT, sha256=file.sha256)
    except PlanFileRefused as refused:
        raise PlanFileRefused(placed(refused.problems, file.place_of)) from refused
    except Refusal as refusal:
        path = ("plan", refusal.field) if refusal.field else ()
        problem = Problem(refusal.code, str(refusal), "", path, file.place_of(path))
        raise PlanFileRefused([problem]) from refusal
    said = "entered" if outcome.is_new else "unchanged"
    return FileOutcome(name, said, outcome.plan.slug, file.sha256, dict(outcome.counts))


def _checked(name: str, file: PlanFile) -> FileOutcome:
    with transaction.atomic():
        outcome = _entered(name, file)
        transaction.set_rollback(True)
    return FileOutcome(name, "correct", outcome.plan, file.sha256, outcome.counts)
