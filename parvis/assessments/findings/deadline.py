"""A report that came after it was due, by the rule of its form. What was still read for it came before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from parvis.kernel.dates import PartialDate, months_after

from ..rows import AnswerRead
from ..standards.report_forms import form
from .told import Finding, Side, Told, answer_side


@dataclass(frozen=True)
class Dated:
    """The latest day that is known of a report: that of its publication, or one on which its evidence was read."""

    day: PartialDate
    read: AnswerRead | None = None

    @property
    def words(self) -> str:
        if self.read is None:
            return _("The report was published on %s.") % self.day
        return _("Evidence was still read on %s.") % self.day


@dataclass(frozen=True)
class Base:
    """A day that a rule counts from, and when the report was due by it."""

    what: object
    day: PartialDate
    due_on: date


def latest(told: Told) -> Dated | None:
    if told.report.published_on:
        return Dated(told.report.published_on)
    read = [Dated(day, one) for one in told.answers for day in one.read_on]
    return max(read, key=lambda dated: dated.day.first_day, default=None)


def bases(told: Told) -> list[Base]:
    """The submission first; of a commitment, its complete implementation, where it is known to be complete."""
    rule, plan = form(told.report.form), told.report.plan
    if rule.due_after == "submission":
        days = [(_("the submission"), plan.submitted_on), (_("the launch"), plan.launched_on)]
    else:
        days = [(_("complete implementation"), _implemented(told))]
    return [Base(what, day, months_after(day.last_day, rule.due_months)) for what, day in days if day]


def find(told: Told) -> Iterator[Finding]:
    known, counted = latest(told), bases(told)
    late = [base for base in counted if known and known.day.first_day > base.due_on]
    if not known or not late:
        return
    said = {"what": told.report.get_kind_display(), "due": PartialDate.of(late[0].due_on), "base": late[0].what}
    sentence = _("The %(what)s was due on %(due)s, counted from %(base)s.") % said + " " + known.words
    in_time = [base for base in counted if base not in late]
    if in_time:
        other = {"base": in_time[0].what, "due": PartialDate.of(in_time[0].due_on)}
        sentence += " " + _("Counted from %(base)s it was due on %(due)s, and is not late by that.") % other
    dated = answer_side(known.read, quoting=_words_of(known)) if known.read else Side(_("Published"), str(known.day))
    due = Side(_("By rule"), str(PartialDate.of(late[0].due_on)), f"{told.report.plan.get_absolute_url()}#deadlines")
    yield Finding("late", sentence, [due, dated])


def _words_of(dated: Dated) -> str:
    cited = dated.read.cited if dated.read else ()
    return next((one.text for one in cited if one.citation.accessed_on == dated.day), str(dated.day))


def _implemented(told: Told) -> PartialDate | None:
    """The last day of completion, where every milestone is complete on a known day."""
    days = [
        PartialDate.of(milestone.completed_on) if milestone.completed_on else milestone.reported_complete_on
        for milestone in told.milestones
    ]
    return max(day for day in days if day) if days and all(days) else None
