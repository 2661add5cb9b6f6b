from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from parvis.evidence.types import Citation
from parvis.kernel import clock, measures, urns
from parvis.kernel.dates import PartialDate
from parvis.kernel.gathering import Gathered
from parvis.texts import queries as texts
from parvis.texts.types import Clause

from ..models import (
    ActionPlan,
    Amendment,
    Challenge,
    Commitment,
    Contact,
    Involvement,
    Milestone,
    ProgressUpdate,
    ReportedProgress,
    Statement,
)
from ..models.commitments import CommitmentQuerySet
from ..types import Lateness
from .amendments import AMENDMENTS_SHOWN
from .sources import the_one, with_citations

UPDATES_SHOWN = 200
SOON = timedelta(days=14)


@dataclass(frozen=True)
class MilestoneToday:
    """A milestone and what a page says of it today. `updates` are the newest first."""

    milestone: Milestone
    lateness: Lateness | None
    updates: list[ProgressUpdate] = field(default_factory=list)

    @property
    def measure_label(self) -> object:
        return measures.label_of(self.milestone.measure)

    @property
    def is_late(self) -> bool:
        return self.lateness is not None and not self.lateness.is_over


@dataclass(frozen=True)
class Contents:
    """What a plan promises: `under` pairs each challenge (or None) with its commitments."""

    under: list[tuple[Challenge | None, list[Commitment]]]
    commitments: list[Commitment]
    milestones: list[Milestone]

    @property
    def reports(self) -> list[ReportedProgress]:
        return [report for commitment in self.commitments for report in commitment.reports]


def commitment(plan: str, number: int, *, viewer: Any, also: Mapping[str, Any] | None = None) -> Commitment:
    """With plan, member, challenge, lead and current text with its clauses; `parts`, `asked`, `reports` and `sides` as
    on the plan, and `amended`. `also`: what a room above wants of it besides, as annotations. One query."""
    found = _with_contents().visible_to(viewer).filter(plan__slug=plan, number=number).annotate(**(also or {}))
    one = the_one(found, _("There is no such commitment, or it is not public yet."))
    if one.text and one.text.current:
        one.text.current.text = one.text
        texts.remember(one.text.current, one.clauses)
    return one


@cache
def _with_contents() -> CommitmentQuerySet:
    """Made once: to resolve what is gathered takes as long as to ask for it."""
    own = {"commitment": OuterRef("pk")}
    return Commitment.objects.select_related("plan__member", "challenge", "lead", "text__current").annotate(
        parts=Gathered(Involvement.objects.filter(**own).order_by("part", "started_on", "id"), "organisation"),
        asked=Gathered(Contact.objects.filter(**own).order_by("id"), "organisation"),
        reports=Gathered(ReportedProgress.objects.filter(**own).order_by("id")),
        sides=Gathered(
            Statement.objects.filter(discrepancy__commitment=OuterRef("pk")).order_by("discrepancy__number", "id"),
            "discrepancy",
        ),
        amended=Gathered(
            Amendment.objects.filter(**own).order_by("-recorded_at", "-id")[:AMENDMENTS_SHOWN], "milestone"
        ),
        clauses=Gathered(Clause.objects.filter(version=OuterRef("text__current")).order_by("id")),
    )


def milestone(plan: str, code: str, *, viewer: Any) -> Milestone:
    """By its code, such as `3.2`, with commitment, plan and member."""
    commitment, _dot, number = code.partition(".")
    rows = Milestone.objects.visible_to(viewer).select_related("commitment__plan__member", "commitment__lead")
    if not (_is_number(commitment) and _is_number(number)):
        rows = rows.none()
    else:
        rows = rows.filter(commitment__plan__slug=plan, commitment__number=int(commitment), number=int(number))
    return the_one(rows, _("There is no such milestone, or it is not public yet."))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 6


def challenge(plan: str, number: int, *, viewer: Any) -> Challenge:
    rows = Challenge.objects.select_related("plan__member").filter(plan__in=ActionPlan.objects.visible_to(viewer))
    return the_one(rows.filter(plan__slug=plan, number=number), _("There is no such challenge."))


def involvement(plan: str, pk: int, *, viewer: Any) -> Involvement:
    rows = Involvement.objects.select_related("plan__member", "commitment__plan__member", "organisation")
    rows = rows.filter(plan__in=ActionPlan.objects.visible_to(viewer), plan__slug=plan, pk=pk)
    return the_one(rows, _("There is no such part."))


def contact(commitment: Commitment, pk: int) -> Contact:
    return the_one(commitment.contacts.filter(pk=pk), _("There is no such contact."))


def contents(plan: ActionPlan, *, also: Mapping[str, Any] | None = None) -> Contents:
    """Challenges, commitments with their `reports`, and milestones: three queries, however many there are.

    `also`: what a room above wants of the commitments besides, as annotations.
    """
    reports = Gathered(ReportedProgress.objects.filter(commitment=OuterRef("pk")).order_by("id"))
    challenges = list(plan.challenges.all())
    commitments: list[Commitment] = [*plan.commitments.annotate(reports=reports, **(also or {})).order_by("number")]
    by_key = {one.pk: one for one in commitments}
    milestones = list(Milestone.objects.filter(commitment__plan=plan).order_by("commitment__number", "number"))
    for milestone in milestones:
        milestone.commitment = by_key[milestone.commitment_id]
        milestone.said = milestone.commitment.reports
    under: dict[int | None, list[Commitment]] = defaultdict(list)
    for commitment in commitments:
        commitment.plan = plan
        under[commitment.challenge_id].append(commitment)
    pairs: list = [(challenge, under.get(challenge.pk, [])) for challenge in challenges]
    if None in under:
        pairs.append((None, under[None]))
    return Contents(pairs, commitments, milestones)


def milestones(commitment: Commitment, *, today: date) -> list[MilestoneToday]:
    """Each with `bodies` (who answers for it), its citations and its newest updates: two queries, one where there are
    no milestones."""
    rows = list(_with_what_is_said(commitment.milestones.order_by("number"))) if commitment.milestone_count else []
    updates = [update for row in rows for update in _updates(row)]
    for row in rows:
        row.commitment, row.said = commitment, commitment.reports
    cited = [row for one in (commitment.parts, commitment.asked, commitment.reports, commitment.sides) for row in one]
    found = with_citations(
        [commitment, *rows, *updates, *cited], also={link.citation_id for update in updates for link in update.links}
    )
    by_milestone = _by_milestone(updates, found)
    return [MilestoneToday(row, row.lateness(today), by_milestone[row.pk]) for row in rows]


def _with_what_is_said(rows: QuerySet[Milestone]) -> QuerySet[Milestone]:
    evidence = ProgressUpdate.evidence.through.objects.filter(progressupdate__milestone=OuterRef("pk"))
    return rows.annotate(
        bodies=Gathered(
            Milestone.responsible.through.objects.filter(milestone=OuterRef("pk")).order_by("id"), "organisation"
        ),
        said_here=Gathered(
            ProgressUpdate.objects.filter(milestone=OuterRef("pk")).order_by("-recorded_at", "-id")[:UPDATES_SHOWN]
        ),
        links=Gathered(evidence.order_by("id")),
    )


def _updates(milestone: Milestone) -> list[ProgressUpdate]:
    """The newest first, each with the `links` to its evidence."""
    links: dict[int, list[Any]] = defaultdict(list)
    for link in milestone.links:
        links[link.progressupdate_id].append(link)
    for update in milestone.said_here:
        update.links = links[update.pk]
    return milestone.said_here


def _by_milestone(updates: Sequence[ProgressUpdate], citations: dict[int, Citation]) -> dict[int, list[ProgressUpdate]]:
    found: dict[int, list[ProgressUpdate]] = defaultdict(list)
    for update in updates:
        update.rests_on = [citations[link.citation_id] for link in update.links if link.citation_id in citations]
        found[update.milestone_id].append(update)
    return found


def milestones_following(measure: str = "", *, body: str = "") -> QuerySet[Milestone]:
    """The public milestones bound to this measure, or to any; of one body (the URN of a member), or of all."""
    rows = Milestone.objects.exclude(measure="").exclude(commitment__plan__published_at=None)
    rows = rows.filter(measure=measure) if measure else rows
    if body:
        rows = rows.filter(commitment__plan__member__uid=urns.parse(body)[1])
    return rows.select_related("commitment__plan__member")


def milestones_due_soon() -> QuerySet[Milestone]:
    """Open milestones of public plans with a lead, whose due date ends within a fortnight."""
    days = [clock.today() + timedelta(days=ahead) for ahead in range(SOON.days + 1)]
    ends = {text for day in days for text in (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}")}
    ends = {text for text in ends if PartialDate.parse(text).last_day in days}
    rows = Milestone.objects.open().filter(due_on__in=ends, commitment__lead__isnull=False)
    return rows.exclude(commitment__plan__published_at=None).select_related(
        "commitment__plan__member", "commitment__lead"
    )


def public_commitments(plan: str = "") -> QuerySet[Commitment]:
    """Of one plan (its URN), or of all, with plan, member and the clauses of the current text: for index and export."""
    rows = Commitment.objects.filter(plan__published_at__isnull=False)
    if plan:
        rows = rows.filter(plan__uid=urns.parse(plan)[1])
    return rows.select_related("plan__member", "text__current").prefetch_related("text__current__clauses")
