"""Deadlines, computed and never typed. What counts from a plan's submission is shown against its launch as well."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate, months_after

from ..models import ActionPlan, Commitment, Milestone
from ..types import Deadline, PlanState, Rule
from . import rules

FROM_SUBMISSION, FROM_LAUNCH, FROM_END = _("the submission"), _("the launch"), _("the end of the plan")
FROM_COMPLETION = _("complete implementation")
LONGEST_PLAN = 48


@dataclass(frozen=True)
class RuleRow:
    """Something that is due by a rule. `due` holds its deadlines by what each is counted from."""

    rule: Rule
    what: object
    due: dict[str, Deadline] = field(default_factory=dict)

    @property
    def from_submission(self) -> Deadline | None:
        return self.due.get(str(FROM_SUBMISSION))

    @property
    def from_launch(self) -> Deadline | None:
        return self.due.get(str(FROM_LAUNCH))

    @property
    def other(self) -> Deadline | None:
        """Counted from neither: from the end, or from complete implementation."""
        known = {str(FROM_SUBMISSION), str(FROM_LAUNCH)}
        return next((deadline for base, deadline in self.due.items() if base not in known), None)


def deadlines(plan: ActionPlan, milestones: Iterable[Milestone] = ()) -> list[Deadline]:
    """All of one plan, the earliest first. `milestones` are the plan's, with their commitments; no query is made."""
    milestones = list(milestones)
    found = [*of_plan(plan), *of_completions(plan, milestones)]
    found += [of_milestone(milestone, milestone.due_on) for milestone in milestones if milestone.due_on]
    return sorted(found, key=lambda deadline: (deadline.due_on, deadline.key))


def by_rule(found: Iterable[Deadline]) -> list[RuleRow]:
    """What rules set, one row for each time that something is due, with its day by each of the days it counts from."""
    rows: dict[tuple[str, int], RuleRow] = {}
    times: Counter = Counter()
    for deadline in found:
        if deadline.rule is None:
            continue
        own = deadline.rule.name, str(deadline.base)
        times[own] += 1
        row = rows.setdefault((deadline.rule.name, times[own]), RuleRow(deadline.rule, deadline.what))
        row.due[str(deadline.base)] = deadline
    return list(rows.values())


def of_plan(plan: ActionPlan) -> Iterator[Deadline]:
    url = plan.get_absolute_url()
    if plan.comments_close_on and plan.state == PlanState.OPEN_FOR_COMMENT:
        yield Deadline(f"{plan.uid}-comments", plan.comments_close_on, _("Comments close"), url)
    for name, base, day in [
        ("submitted", FROM_SUBMISSION, plan.submitted_on),
        ("launched", FROM_LAUNCH, plan.launched_on),
    ]:
        if day:
            yield _by_rule(plan, rules.FIRST[plan.member.kind], name, base, day)
            yield from _repeated(plan, name, base, day)
    if end := plan.ended_on or plan.ends_on:
        yield _by_rule(plan, rules.RESULTS, "ended", FROM_END, end)


def _repeated(plan: ActionPlan, name: str, base: object, day: PartialDate) -> Iterator[Deadline]:
    """Every so many months until the plan ends; where no end is stated, as long as a plan can last."""
    rule = rules.REPEATED[plan.member.kind]
    end = plan.ended_on or plan.ends_on
    last = end.last_day if end else months_after(day.last_day, LONGEST_PLAN)
    for time in range(1, LONGEST_PLAN // rule.months + 1):
        deadline = _by_rule(plan, rule, name, base, day, times=time)
        if deadline.due_on > last:
            return
        yield deadline


def _by_rule(plan: ActionPlan, rule: Rule, name: str, base: object, day: PartialDate, *, times: int = 1) -> Deadline:
    return Deadline(
        key=f"{plan.uid}-{rule.name}-{name}" + (f"-{times}" if times > 1 else ""),
        due_on=months_after(day.last_day, rule.months * times),
        what=rule.what,
        url=plan.get_absolute_url(),
        rule=rule,
        base=base,
        counted_from=day,
    )


def of_milestone(milestone: Milestone, due_on: PartialDate) -> Deadline:
    return Deadline(
        key=str(milestone.uid),
        due_on=due_on.last_day,
        what=milestone.title,
        url=milestone.get_absolute_url(),
        counted_from=due_on,
        is_done=milestone.is_complete or milestone.reported_complete_in_id is not None,
    )


def of_completions(plan: ActionPlan, milestones: Iterable[Milestone]) -> Iterator[Deadline]:
    """For each commitment of a local plan whose milestones are all complete, the last of them on a known day."""
    if plan.member.kind != plan.member.Kind.LOCAL:
        return
    by_commitment: dict[Commitment, list[Milestone]] = defaultdict(list)
    for milestone in milestones:
        by_commitment[milestone.commitment].append(milestone)
    for commitment, its in by_commitment.items():
        days = [_reached_on(milestone) for milestone in its]
        if all(days):
            yield of_completion(commitment, max(day for day in days if day))


def _reached_on(milestone: Milestone) -> PartialDate | None:
    if milestone.completed_on:
        return PartialDate.of(milestone.completed_on)
    return milestone.reported_complete_on if milestone.reported_complete_in_id else None


def of_completion(commitment: Commitment, day: PartialDate) -> Deadline:
    rule = rules.END_OF_COMMITMENT_REPORT
    return Deadline(
        key=f"{commitment.uid}-{rule.name}",
        due_on=months_after(day.last_day, rule.months),
        what=rule.what,
        url=commitment.get_absolute_url(),
        rule=rule,
        base=FROM_COMPLETION,
        counted_from=day,
    )
