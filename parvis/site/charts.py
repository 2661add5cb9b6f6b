"""A plan as charts: what was due when and where it stands, and its commitments by how far they are."""

from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from parvis.kernel.languages import Multilingual
from parvis.plans import queries
from parvis.plans.queries import ActionPlan, Commitment, Contents, Milestone
from parvis.plans.types import Progress, Standing
from parvis.ui import charts

TONES = {
    Standing.COMPLETE: "done",
    Standing.REPORTED_COMPLETE: "reported",
    Standing.IN_PROGRESS: "progress",
    Standing.NOT_STARTED: "neutral",
    Standing.NOT_STATED: "missing",
}


def timeline(plan: ActionPlan, contents: Contents, *, today: date) -> charts.Chart:
    groups = [
        charts.Group(
            [*_whole(commitment), *(_lane(milestone, today) for milestone in own)] or [_empty_lane()],
            _numbered(f"{commitment.shown_number}.", commitment.title),
            commitment.get_absolute_url(),
        )
        for commitment, own in _by_commitment(contents)
    ]
    return charts.timeline(_("Milestones and deadlines over time"), groups, today=today, markers=_markers(plan))


def _by_commitment(contents: Contents) -> list[tuple[Commitment, list[Milestone]]]:
    own: dict[int, list[Milestone]] = {commitment.pk: [] for commitment in contents.commitments}
    for milestone in contents.milestones:
        own[milestone.commitment_id].append(milestone)
    return [(commitment, own[commitment.pk]) for commitment in contents.commitments]


def _lane(milestone: Milestone, today: date) -> charts.Lane:
    return charts.Lane(
        label=_numbered(milestone.code, milestone.title),
        tone=TONES[milestone.standing],
        status=milestone.standing.label,
        start=milestone.starts_on,
        due=milestone.due_on,
        late_until=_late_until(milestone, today),
        url=milestone.get_absolute_url(),
    )


def _late_until(milestone: Milestone, today: date) -> date | None:
    """The day it was done, today, or the end of the plan: after that nothing more is recorded of it."""
    late = milestone.lateness(today)
    if late is None:
        return None
    if milestone.completed_on:
        return milestone.completed_on
    ended = milestone.commitment.plan.ended_on
    return min(today, ended.last_day) if ended else today


def _whole(commitment: Commitment) -> list[charts.Lane]:
    """The commitment's own period, where one is stated."""
    if not (commitment.starts_on or commitment.ends_on):
        return []
    label, status = _("The commitment as a whole"), _("Period of the commitment")
    return [charts.Lane(label, "neutral", status, commitment.starts_on, commitment.ends_on)]


def _empty_lane() -> charts.Lane:
    return charts.Lane(_("No milestones yet"), "missing", Standing.NOT_STATED.label)


def _markers(plan: ActionPlan) -> list[charts.Marker]:
    end = plan.ended_on or plan.ends_on
    days = [
        (plan.submitted_on and plan.submitted_on.first_day, _("Submitted")),
        (plan.launched_on and plan.launched_on.first_day, _("Launched")),
        (end and end.last_day, _("End of the plan")),
    ]
    reports = [
        (deadline.due_on, _("%(what)s due, from %(base)s") % {"what": deadline.what, "base": deadline.base})
        for deadline in queries.deadlines(plan)
        if deadline.rule and deadline.rule.name in ("inception-report", "plan-review", "results")
    ]
    return [charts.Marker(day, label) for day, label in [*days, *reports] if day]


def by_status(contents: Contents) -> charts.Chart:
    bars = [
        charts.Bar(
            _shares(queries.progress_of(commitment, own)),
            _with_level(commitment),
            commitment.get_absolute_url(),
        )
        for commitment, own in _by_commitment(contents)
    ]
    return charts.stacked_bars(_("Commitments by the status of their milestones"), bars, first_column=_("Commitment"))


def _with_level(commitment: Any) -> object:
    """A level that a source gives to the whole commitment says nothing of single milestones, so it stands in words."""
    levels = {str(report.get_level_display()) for report in commitment.reports if report.level}
    title = _numbered(f"{commitment.shown_number}.", commitment.title)
    if not levels:
        return title
    return format_html("{} ({})", title, _("reported: %s") % ", ".join(sorted(levels)))


def _shares(progress: Progress) -> list[charts.Share]:
    return [
        charts.Share(_("Complete"), progress.complete, "done"),
        charts.Share(_("Reported as reached"), progress.reported + progress.reported_unnamed, "reported"),
        charts.Share(_("In progress"), progress.in_progress, "progress"),
        charts.Share(_("Not started"), progress.not_started, "neutral"),
        charts.Share(_("Not stated"), progress.not_stated, "missing"),
    ]


def _numbered(code: object, title: Multilingual) -> object:
    return format_html("{} {}", code, title)
