"""What a page says of a milestone, a commitment or a plan, in words: one place, so that every page says the same."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.plans.models import ActionPlan, Commitment, Milestone, ProgressUpdate, ReportedProgress
from parvis.plans.types import Lateness, MilestoneStatus, Part, PlanState, Standing, Value

register = template.Library()

TONES = {
    Standing.COMPLETE: "done",
    Standing.REPORTED_COMPLETE: "reported",
    Standing.IN_PROGRESS: "progress",
    Standing.NOT_STARTED: "neutral",
    Standing.NOT_STATED: "missing",
}
_STATE_TONES = {
    PlanState.DRAFT: "neutral",
    PlanState.OPEN_FOR_COMMENT: "progress",
    PlanState.ENDED: "neutral",
    PlanState.NOT_STATED: "missing",
}


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
def late_words(milestone: Any, late: Lateness | None) -> str:
    """`Late by 3 months`; where nobody has said whether it was reached, that, and what sources count.

    `milestone.said` are the reports on its commitment, as the queries attach them.
    """
    if late is None:
        return ""
    by = {"length": in_words(late.days)}
    if late.is_over:
        return _("%(length)s late") % by
    counts = [report.reached for report in milestone.said if report.reached is not None]
    if milestone.status != MilestoneStatus.NOT_STATED or (counts and max(counts) == 0):
        return _("Late by %(length)s") % by
    passed = _("Due date passed %(length)s ago") % by
    if not counts:
        return _("%(passed)s; not stated whether it was reached") % {"passed": passed}
    counted = {"passed": passed, "reached": max(counts), "of": milestone.commitment.milestone_count}
    return _("%(passed)s; a source counts %(reached)s of %(of)s as reached and does not say which") % counted


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


@register.simple_tag
def said_by(update: ProgressUpdate, commitment: Commitment) -> object:
    """In which role: names are for those who work with them. Nothing for what was entered from a source."""
    if update.author_id is None:
        return ""
    return _("the commitment lead") if update.author_id == commitment.lead_id else _("the point of contact")


@register.simple_tag
def first_known(*moments: object) -> object:
    """As it is: `firstof` would make it text."""
    return next(filter(None, moments), None)


@register.filter
def value_label(value: str) -> object:
    return Value(value).label if value in Value.values else value


@register.filter
def part_label(part: str) -> object:
    return Part(part).label


@register.simple_tag
def period(row: ActionPlan | Commitment) -> SafeString | str:
    """`April 2022 to March 2023`; what is not stated is said so."""
    said = {"start": row.starts_on, "end": row.ends_on}
    if row.starts_on and row.ends_on:
        return _("%(start)s to %(end)s") % said
    if row.starts_on:
        return _("from %(start)s, end not stated") % said
    if row.ends_on:
        return _("until %(end)s, start not stated") % said
    return format_html('<span class="missing">{}</span>', _("Not stated"))
