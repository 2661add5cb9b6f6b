"""What a page says of a milestone, a commitment or a plan, in words: one place, so that every page says the same."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.plans.models import ActionPlan, Commitment, Milestone, ReportedProgress
from parvis.plans.types import Lateness, MilestoneStatus, Part, PlanState, Standing, Value

register = template.Library()

TONES = {
    Standing.COMPLETE: "done",
    Standing.REPORTED_COMPLETE: "reported",
    Standing.IN_PROGRESS: "progress",
    Standing.NOT_STARTED: "neutral",
    Standing.NOT_STATED: "missing",
}
_STATE_TONES = {PlanState.DRAFT: "neutral", PlanState.OPEN_FOR_COMMENT: "progress", PlanState.ENDED: "neutral"}


@register.filter
def tone(standing: Standing) -> str:
    return TONES[standing]


@register.filter
def state_tone(plan: ActionPlan) -> str:
    return _STATE_TONES.get(plan.state, "done")


def in_words(days: int) -> str:
    """A number of days as people say it: in days up to two months, then in months, then in years and months."""
    if days < 61:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    years, months = divmod(round(days / 30.44), 12)
    in_months = ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    if not years:
        return in_months
    in_years = ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months} if months else in_years


@register.simple_tag
def late_words(milestone: Milestone, late: Lateness | None) -> str:
    """`Late by 3 months`. Where nobody has said whether it was reached, only that its due date has passed."""
    if late is None:
        return ""
    by = {"length": in_words(late.days)}
    if late.is_over:
        return _("%(length)s late") % by
    if milestone.status == MilestoneStatus.NOT_STATED:
        return _("Due date passed %(length)s ago; not stated whether it was reached") % by
    return _("Late by %(length)s") % by


@register.simple_tag
def lateness(milestone: Milestone, today: date) -> str:
    return late_words(milestone, milestone.lateness(today))


@register.simple_tag
def reported_words(report: ReportedProgress, commitment: Commitment) -> str:
    """What a source counts. Whether it says which milestones are meant shows in the milestones themselves."""
    if report.reached is None:
        return ""
    of = report.total if report.total is not None else commitment.milestone_count
    return ngettext(
        "%(reached)s of %(of)s milestone reached", "%(reached)s of %(of)s milestones reached", of
    ) % {"reached": report.reached, "of": of}  # fmt: skip


@register.filter
def value_label(value: str) -> object:
    return Value(value).label if value in Value.values else value


@register.filter
def part_label(part: str) -> object:
    return Part(part).label


@register.simple_tag
def period(row: object) -> SafeString | str:
    """`April 2022 – March 2023`; what is not stated is said so."""
    start, end = row.starts_on, row.ends_on  # type: ignore[attr-defined]
    if not (start or end):
        return format_html('<span class="missing">{}</span>', _("Not stated"))
    unknown = _("not stated")
    return _("%(start)s to %(end)s") % {"start": start or unknown, "end": end or unknown}
