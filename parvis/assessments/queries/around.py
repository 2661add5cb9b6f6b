"""Reports where other rooms ask for them: the search index, the sitemap, the glossary, comments, the register."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Prefetch

from parvis.contributions.types import Subject
from parvis.evidence.types import Assessed
from parvis.kernel import urns
from parvis.kernel.walking import walked
from parvis.search.types import Indexed

from ..models import Answer, GlossaryEntry, Report
from .uses import bibliographies_of

BATCH = 50
TERMS = 500
MOST_ASSESSED = 100


@dataclass
class Definition:
    """What published pages say of a word, once for each language, with the reports that say so."""

    term: str
    language: str
    text: str
    is_cut: bool
    reports: list[Report] = field(default_factory=list)


def findable_reports(plan: str = "") -> Iterator[Indexed]:
    """Those on one plan (its URN), or all public ones, with the words of their answers."""
    rows = Report.objects.visible_to(None)
    if plan:
        rows = rows.filter(plan__uid=plan.rpartition(":")[2])
    rows = rows.prefetch_related(Prefetch("answers", Answer.objects.only("report_id", "explanation")))
    for row in walked(rows, size=BATCH):
        words = "\n".join(answer.explanation for answer in row.answers.all() if answer.explanation)
        yield Indexed(row.urn, row.name, row.spoken(words))


def report_addresses(first: int, last: int) -> Iterator[tuple[str, datetime]]:
    rows = Report.objects.visible_to(None).filter(pk__range=(first, last)).order_by("pk")
    return rows.values_list("slug", "recorded_at").iterator()


def last_report() -> int:
    return Report.objects.aggregate(last=Max("pk"))["last"] or 0


def subject_of(report: Report) -> Subject:
    """A report can be commented on for as long as it is here."""
    return Subject(report.urn, report.plan.member.urn, report.name, report.get_absolute_url(), report.plan.is_public)


def find_report(uid: uuid.UUID) -> Subject | None:
    found = Report.objects.visible_to(None).select_related("plan__member").filter(uid=uid).first()
    return subject_of(found) if found else None


def find_assessed(uid: uuid.UUID) -> Assessed | None:
    """A report, as evaluators see it."""
    found = Report.objects.visible_to(None).select_related("plan__member").filter(uid=uid).first()
    return _assessed(found) if found else None


def every_assessed(body: str) -> list[Assessed]:
    """The reports on a member's (its URN) public plans, as evaluators see them, newest first."""
    rows = Report.objects.visible_to(None).select_related("plan__member")
    rows = rows.filter(plan__member__uid=body.rpartition(":")[2]).order_by("-pk")
    return [_assessed(report) for report in rows[:MOST_ASSESSED]]


def _assessed(report: Report) -> Assessed:
    bibliographies = tuple(bibliographies_of(report))
    return Assessed(report.urn, report.plan.member.urn, report.name, report.get_absolute_url(), bibliographies)


def definitions() -> list[Definition]:
    """Words that published reports define, alphabetically; the same words in the same language once. One query."""
    rows = GlossaryEntry.objects.filter(report__in=Report.objects.visible_to(None)).select_related("report")
    found: dict[tuple[str, str, str], Definition] = {}
    for row in rows.order_by("term", "report")[:TERMS]:
        key = row.term.casefold(), row.report.language, row.text
        one = found.setdefault(key, Definition(row.term, row.report.language, row.text, row.is_cut))
        if row.report not in one.reports:
            one.reports.append(row.report)
    return sorted(found.values(), key=lambda one: (one.term.casefold(), one.language))


def plan_of_report(report: str) -> str:
    """The URN of the plan that a report (its URN) is on; empty where there is none."""
    found = Report.objects.select_related("plan").filter(uid=urns.parse(report)[1]).first()
    return found.plan.urn if found else ""
