"""Reports in lists: all of them, those of a plan, those of a member, and what is expected and not here yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from parvis.accounts.types import Member
from parvis.kernel.pages import Page, page
from parvis.plans import queries as plans
from parvis.plans.queries import ActionPlan, Commitment, Contents, News, RuleRow
from parvis.plans.types import Deadline

from ..models import AnswerEvidence, Report
from ..types import ReportKind
from ._loading import reports_with_authors

RULES = {ReportKind.INCEPTION: "inception-report", ReportKind.END_OF_COMMITMENT: "end-of-commitment-report"}
NEWS = 50
ORDERS = {"newest": ["-recorded_at", "-id"], "title": ["title", "id"], "missing": ["-missing_count", "-id"]}


@dataclass(frozen=True)
class Expected:
    """A report that the rules ask for: on the plan, or on one commitment. `reports` are those here, one a language.

    `due` are its days by rule, one for each of the days that the rule counts from; none where they are not known.
    """

    kind: ReportKind
    reports: Sequence[Report]
    due: Sequence[Deadline]
    commitment: Commitment | None = None

    def came_late(self, deadline: Deadline) -> bool:
        """Whether all that is here came later: published after that day, or with evidence still read after it."""
        days = [report.published_on or report.read_until for report in self.reports]
        return bool(days) and all(day and day.first_day > deadline.due_on for day in days)

    def is_overdue(self, today: date) -> bool:
        """Not here, and past every day by which it was due."""
        return not self.reports and bool(self.due) and all(today > deadline.due_on for deadline in self.due)


def reports(
    *,
    viewer: Any,
    kind: str = "",
    member: Member | None = None,
    order: str = "newest",
    after: str = "",
    before: str = "",
    size: int = 20,
) -> Page[Report]:
    rows = reports_with_authors(viewer)
    if kind in ReportKind.values:
        rows = rows.filter(kind=kind)
    if member:
        rows = rows.filter(plan__member=member)
    return page(rows, by=ORDERS.get(order, ORDERS["newest"]), size=size, after=after, before=before)


def reports_of(plan: ActionPlan, *, viewer: Any) -> list[Report]:
    """Of a plan: that on the whole first, then by commitment, with the last day on which evidence was read
    (`read_until`). One query."""
    read = AnswerEvidence.objects.filter(answer__report=OuterRef("pk")).exclude(citation__accessed_on=None)
    read_until = Subquery(read.order_by("-citation__accessed_on").values("citation__accessed_on")[:1])
    found = reports_with_authors(viewer).filter(plan=plan).annotate(read_until=read_until)
    rows = list(found.order_by("commitment__number", "language", "pk"))
    for row in rows:
        row.plan = plan
        if row.commitment:
            row.commitment.plan = plan
    return sorted(rows, key=lambda row: row.commitment.number if row.commitment else 0)


def expected(plan: ActionPlan, contents: Contents, *, viewer: Any) -> list[Expected]:
    """What the rules ask for of a local plan, whether it is here or not; of any plan, what is here. One query."""
    here = reports_of(plan, viewer=viewer)
    due = [one for one in plans.deadlines(plan, contents.milestones) if one.rule]
    is_local = plan.member.kind == plan.member.Kind.LOCAL
    on_plan = [report for report in here if report.kind == ReportKind.INCEPTION]
    found = []
    if on_plan or is_local:
        found.append(Expected(ReportKind.INCEPTION, on_plan, _of(due, ReportKind.INCEPTION)))
    for commitment in contents.commitments:
        its = [report for report in here if report.commitment_id == commitment.pk]
        if its or is_local:
            days = [one for one in _of(due, ReportKind.END_OF_COMMITMENT) if one.url == commitment.get_absolute_url()]
            found.append(Expected(ReportKind.END_OF_COMMITMENT, its, days, commitment))
    return found


def answering(row: RuleRow, here: Sequence[Report]) -> list[Report]:
    """The reports that a rule of the plan asks for, of those that are here."""
    kinds = [kind for kind, name in RULES.items() if name == row.rule.name]
    urls = {deadline.url for deadline in row.due.values()}
    return [
        report
        for report in here
        if report.kind in kinds and (report.commitment or report.plan).get_absolute_url() in urls
    ]


def _of(due: Sequence[Deadline], kind: ReportKind) -> list[Deadline]:
    return [one for one in due if one.rule and one.rule.name == RULES[kind]]


def news(
    *, viewer: Any, member: Member | None = None, plan: ActionPlan | None = None, commitment: Commitment | None = None
) -> list[News]:
    """Reports that came here, for feeds: of a member, a plan or a commitment, or all. One query."""
    rows = Report.objects.visible_to(viewer)
    if commitment:
        rows = rows.filter(commitment=commitment)
    elif plan:
        rows = rows.filter(plan=plan)
    elif member:
        rows = rows.filter(plan__member=member)
    return [
        News(
            row.urn,
            row.recorded_at,
            row.title,
            _("%(missing)s of %(answers)s answers are missing in the source.")
            % {"missing": row.missing_count, "answers": row.answer_count},
            row.get_absolute_url(),
        )
        for row in rows.order_by("-recorded_at", "-id")[:NEWS]
    ]
