"""A published report enters as history: one act, whatever it brings along. What is here already stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from parvis.accounts.types import Person
from parvis.evidence import commands as evidence
from parvis.kernel import clock
from parvis.kernel.permissions import require
from parvis.kernel.transactions import alone, store
from parvis.kernel.types import Actor
from parvis.register import commands as register

from .. import queries
from ..events import ReportImported
from ..keepable import keepable
from ..matching import Matches
from ..models import Report, ReportImport
from ..standards.report_file import as_json, content_sha256, require_writable
from ..types import PublishedReport, ReportFileGiven
from ._entering import enter_report
from ._standing import made_room_for
from ._surroundings import enter_surroundings

TURN = "assessments.record_past_report"


@dataclass(frozen=True)
class ImportOutcome:
    """`counts` is what entered, by name. Of a file, or of content, that had entered before, nothing entered now."""

    report: Report
    counts: Mapping[str, int]
    is_new: bool


@transaction.atomic
def record_past_report(report: PublishedReport, *, by: Actor, file: ReportFileGiven, matches: Matches) -> ImportOutcome:
    """Enter a published report as it was read from this file, on what `matches` found; what it did not find is made.

    The same file, or the same content in another file, changes nothing. A retelling that stood here gives way to the
    report itself. Raises `ReportAlreadyHere` for another reading of a report that is here, `MatchMissing` where the
    report does not say what it is about, `PlanNotPublic`, and `ReportFileRefused` for characters that no table keeps.
    """
    alone(TURN)
    require(by, "assessments.record_past_report", matches.member.found)

    report = keepable(report)
    require_writable(as_json(report))
    said = content_sha256(report)
    before = queries.entered_before(file.sha256, said)
    if before is not None:
        _remember(before, file)
        return ImportOutcome(before, {}, is_new=False)

    around = enter_surroundings(report, matches, file)
    gone = made_room_for(report, around, by=by)
    row = enter_report(report, around, file_sha256=file.sha256, content_sha256=said)
    _remember(row, file)
    evidence.list_uses(queries.bibliographies_of(row), queries.uses_of(row), by=by)

    if isinstance(by, Person):
        evidence.record_past_sources(row.urn, (use.citation for use in queries.uses_of(row)), by=by)

    counts = {**around.counts, "answers": row.answer_count, "missing": row.missing_count}
    event = ReportImported(
        row.urn,
        around.member.urn,
        plan=around.plan.urn,
        source=around.source.urn,
        sha256=file.sha256,
        content_sha256=said,
        answers=row.answer_count,
        missing=row.missing_count,
        new_commitments=around.counts["new_commitments"],
        new_milestones=around.counts["new_milestones"],
        replaces=gone.urn if gone else None,
    )
    register.record(event, by=by)
    return ImportOutcome(row, counts, is_new=True)


def _remember(report: Report, file: ReportFileGiven) -> None:
    if not report.imports.filter(sha256=file.sha256).exists():
        store(ReportImport(report=report, sha256=file.sha256, recorded_at=clock.now()))
