from django.db import models

from parvis.kernel.dates import PartialDateField
from parvis.kernel.languages import MultilingualField

from ..types import CompletionLevel
from .commitments import Commitment
from .plans import ActionPlan


class ReportedProgress(models.Model):
    """What a source says of a whole commitment, such as "4 of 5 milestones reached": it marks no one of them."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reported_progress")
    reached = models.PositiveIntegerField(null=True, blank=True)
    total = models.PositiveIntegerField(null=True, blank=True)
    level = models.CharField(max_length=12, choices=CompletionLevel, blank=True)
    words = MultilingualField(blank=True)
    happened_on = PartialDateField(null=True, blank=True)
    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class Discrepancy(models.Model):
    """Something on which the sources contradict each other, or themselves. It is shown, not smoothed."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="discrepancies")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="discrepancies"
    )
    number = models.PositiveIntegerField()
    about = MultilingualField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="discrepancy_number_once")]


class Statement(models.Model):
    """One side of a discrepancy: what one source says."""

    discrepancy = models.ForeignKey(Discrepancy, on_delete=models.PROTECT, related_name="statements")
    words = MultilingualField()
    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class PlanImport(models.Model):
    """One plan file that was read: the same file twice changes nothing."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="imports")
    sha256 = models.CharField(max_length=64, unique=True)
    counts = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
