from django.db import models

from parvis.kernel.languages import MultilingualField
from parvis.kernel.urns import Identified

from .commitments import Commitment
from .milestones import Milestone
from .plans import ActionPlan


class Amendment(Identified):
    """What one change to something published replaced, and why: nothing published is silently edited.

    `before` and `after` hold the changed fields by name, as JSON.
    """

    urn_kind = "amendment"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="amendments")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = MultilingualField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]


class Tally(models.Model):
    """How much a member has published: kept by the commands that change it, so that no page counts."""

    member = models.OneToOneField("accounts.Member", on_delete=models.PROTECT, related_name="tally")
    plan_count = models.PositiveIntegerField(default=0)
    commitment_count = models.PositiveIntegerField(default=0)
    milestone_count = models.PositiveIntegerField(default=0)
    complete_count = models.PositiveIntegerField(default=0)
