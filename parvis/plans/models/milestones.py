from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.evidence.types import Citation
from parvis.kernel.dates import PartialDateField
from parvis.kernel.languages import MultilingualField
from parvis.kernel.urns import Identified

from ..errors import AlreadyComplete, CompletedBeforeStart, EvidenceNotPublic, NotComplete
from ..types import Lateness, MilestoneStatus, Standing
from .commitments import Commitment
from .plans import in_sight_of


class MilestoneQuerySet(models.QuerySet):
    def visible_to(self, viewer: Any) -> "MilestoneQuerySet":
        return self.filter(in_sight_of(viewer, at="commitment__plan__"))

    def open(self) -> "MilestoneQuerySet":
        """Neither completed here nor reported as reached by a source."""
        return self.filter(completed_on=None, reported_complete_in=None)

    def late(self, today: date) -> "MilestoneQuerySet":
        """Promised, open, and past the last day of the due date: a due month is not late before it is over."""
        promised = Q(commitment__plan__submitted_on__isnull=False) | Q(commitment__plan__launched_on__isnull=False)
        day, month, year = f"{today:%Y-%m-%d}", f"{today:%Y-%m}", f"{today:%Y}"
        return self.open().filter(promised, ~Q(due_on__in=[month, year]), due_on__lt=day)


class Milestone(Identified):
    """One checkable step of a commitment: completed here only with a date and evidence."""

    urn_kind = "milestone"

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    number = models.PositiveIntegerField()
    title = MultilingualField()
    description = MultilingualField(blank=True)
    starts_on = PartialDateField(null=True, blank=True)
    due_on = PartialDateField(null=True, blank=True)
    responsible = models.ManyToManyField("accounts.Organisation", related_name="+", blank=True)
    responsible_note = MultilingualField(blank=True)

    status = models.CharField(max_length=12, choices=MilestoneStatus, default=MilestoneStatus.NOT_STATED)
    completed_on = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Most have none: an index of those without would draw the planner away from the one that is in order of due dates.
    reported_complete_in = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reported_complete_on = PartialDateField(null=True, blank=True)

    measure = models.CharField(max_length=60, blank=True)
    target = models.PositiveIntegerField(null=True, blank=True)
    observed = models.PositiveIntegerField(null=True, editable=False)

    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="milestone_due"),
            models.Index(
                fields=["reported_complete_in"],
                condition=Q(reported_complete_in__isnull=False),
                name="milestone_reported_in",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="milestone_number_once"),
            models.CheckConstraint(
                condition=Q(completed_on=None) | Q(evidence__isnull=False),
                name="milestone_complete_only_with_evidence",
            ),
            models.CheckConstraint(
                condition=Q(status="complete", completed_on__isnull=False)
                | ~Q(status="complete") & Q(completed_on=None),
                name="milestone_complete_only_with_date",
            ),
            models.CheckConstraint(
                condition=Q(measure="", target=None) | ~Q(measure="") & Q(target__isnull=False),
                name="milestone_measure_has_its_target",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return f"{self.commitment.get_absolute_url()}#milestone-{self.code}"

    @property
    def code(self) -> str:
        return f"{self.commitment.number}.{self.number}"

    @property
    def is_complete(self) -> bool:
        return self.completed_on is not None

    @property
    def standing(self) -> Standing:
        if not self.is_complete and self.reported_complete_in_id:
            return Standing.REPORTED_COMPLETE
        return Standing(self.status)

    def lateness(self, today: date) -> Lateness | None:
        """None when on time, not promised yet, without a due date, or reported reached on an unknown day."""
        if self.due_on is None or not self.commitment.plan.is_promised:
            return None
        reached = self.completed_on
        if reached is None and self.reported_complete_in_id:
            if self.reported_complete_on is None:
                return None
            reached = self.reported_complete_on.first_day
        days = ((reached or today) - self.due_on.last_day).days
        return Lateness(days, is_over=reached is not None) if days > 0 else None

    def complete(self, *, on: date, evidence: Citation) -> None:
        if self.is_complete:
            raise AlreadyComplete(_("This milestone is already complete."))
        if evidence.kind == Citation.Kind.NOT_PUBLIC:
            raise EvidenceNotPublic(_("A milestone is complete with evidence that anyone can open: a page or a file."))
        if self.starts_on and on < self.starts_on.first_day:
            raise CompletedBeforeStart(_("It had not started by then."), field="on")
        self.status, self.completed_on, self.evidence = MilestoneStatus.COMPLETE, on, evidence

    def reopen(self) -> None:
        if not self.is_complete:
            raise NotComplete(_("This milestone is not complete."))
        self.status, self.completed_on, self.evidence = MilestoneStatus.IN_PROGRESS, None, None


class ProgressUpdate(Identified):
    """What someone responsible said of a milestone on a day, and what it rests on."""

    urn_kind = "progress"

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="updates")
    words = MultilingualField()
    status = models.CharField(max_length=12, choices=MilestoneStatus)
    happened_on = PartialDateField(null=True, blank=True)
    author = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.ManyToManyField("evidence.Citation", related_name="+", blank=True)
    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]


class Observation(models.Model):
    """What a bound measure counted on a day."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="observations")
    value = models.PositiveIntegerField()
    observed_on = models.DateField()

    class Meta:
        ordering = ["-observed_on"]
        constraints = [models.UniqueConstraint(fields=["milestone", "observed_on"], name="observation_once_a_day")]
