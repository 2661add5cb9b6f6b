"""One file of a published report from disk to the database, and what to say of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kernel.errors import Refusal
from parvis.kernel.transactions import alone
from parvis.kernel.types import IMPORT

from . import commands, queries
from .commands.history import TURN
from .matching import Match, Matches, as_it_is, best_or_new, match
from .reading import given, read_file
from .standards.published_report.decoding import LARGEST
from .standards.report_file import content_sha256
from .types import PublishedReport, ReportFileGiven, ReportKind


@dataclass(frozen=True)
class FileOutcome:
    """`outcome` is entered, unchanged (it had entered before), read (and not stored) or refused.

    `open` is what was not found for certain, by the key that `Matches.every` gives it.
    """

    file: str
    outcome: str
    report: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""
    open: list[tuple[str, Match]] = field(default_factory=list)


def import_report(path: Path) -> FileOutcome:
    """Enter what the file says, where everything it names is here; never raises for what is wrong with the file."""
    return _outcome(path, _entered)


def import_report_and_create(path: Path) -> FileOutcome:
    """The same; what resembles what is here is taken for it, and what does not is made."""
    return _outcome(path, _entered_and_created)


def report_in(path: Path) -> tuple[PublishedReport | None, FileOutcome]:
    """What the file says, with nothing stored; none where it cannot be read."""
    found: list[PublishedReport] = []

    def look(name: str, content: bytes) -> FileOutcome:
        found.append(read_file(content, name=name))
        return FileOutcome(name, "read")

    outcome = _outcome(path, look)
    return (found[0] if found else None), outcome


def in_order(paths: Sequence[Path]) -> list[Path]:
    """Reports on one commitment last: what they name has no number, and an Inception Report says it."""

    def is_on_one(path: Path) -> bool:
        report, _outcome = report_in(path)
        return report is not None and report.kind == ReportKind.END_OF_COMMITMENT

    return sorted(paths, key=is_on_one) if len(paths) > 1 else list(paths)


def _outcome(path: Path, use: Callable[[str, bytes], FileOutcome]) -> FileOutcome:
    try:
        with path.open("rb") as file:
            # One byte more than is taken tells that there is more, whatever the file is.
            content = file.read(LARGEST + 1)
    except OSError:
        problem = _("The file cannot be read. Check its name, its folder, and whether you may read it.")
        return FileOutcome(str(path), "refused", problem=problem)
    try:
        return use(str(path), content)
    except Refusal as refusal:
        return FileOutcome(str(path), "refused", problem=str(refusal))


def _entered(name: str, content: bytes) -> FileOutcome:
    """Read before the turn is asked for, so that nobody waits for a file to be read."""
    report, file = read_file(content, name=name), given(content, name=Path(name).name)
    with transaction.atomic():
        alone(TURN)
        matches = match(report, IMPORT, settle=as_it_is)
        unsure = [one for one in matches.every if not one[1].is_certain]
        if unsure and not queries.entered_before(file.sha256, content_sha256(report)):
            problem = _("Not everything that it names is here for certain. --create takes what resembles it most.")
            return FileOutcome(name, "refused", problem=problem, open=unsure)
        return _recorded(name, report, file, matches)


def _entered_and_created(name: str, content: bytes) -> FileOutcome:
    """The best match is looked for once nobody else imports, so that two reports on one new plan meet on it."""
    report, file = read_file(content, name=name), given(content, name=Path(name).name)
    with transaction.atomic():
        alone(TURN)
        return _recorded(name, report, file, match(report, IMPORT, settle=best_or_new))


def _recorded(name: str, report: PublishedReport, file: ReportFileGiven, matches: Matches) -> FileOutcome:
    outcome = commands.record_past_report(report, by=IMPORT, file=file, matches=matches)
    return FileOutcome(name, "entered" if outcome.is_new else "unchanged", outcome.report.slug, outcome.counts)
