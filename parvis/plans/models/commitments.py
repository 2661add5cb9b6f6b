from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDateField
from parvis.kernel.languages import MultilingualField
from parvis.kernel.tables import without_noise
from parvis.kernel.urns import Identified

from ..types import Part
from .plans import ActionPlan, Challenge, in_sight_of


class CommitmentQuerySet(models.QuerySet):
    def visible_to(self, viewer: Any) -> "CommitmentQuerySet":
        return self.filter(in_sight_of(viewer, at="plan__"))


class Commitment(Identified):
    """A promise of a plan. Its words are a versioned text; what is missing of it is said on its page."""

    urn_kind = "commitment"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="commitments")
    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    number = models.PositiveIntegerField()
    printed_number = models.CharField(
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text="As its source numbers it, where `number` cannot be that: “2.1”, “B.3”",
    )
    identifier = models.CharField(max_length=20, blank=True, help_text="OGP's, such as CAQUE0003")
    title = MultilingualField()
    text = models.OneToOneField("texts.Text", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(max_length=500, blank=True)
    starts_on = PartialDateField(null=True, blank=True)
    ends_on = PartialDateField(null=True, blank=True)
    values = models.JSONField(default=list, blank=True)
    printed_values = models.JSONField(default=list, blank=True)
    policy_areas = models.JSONField(default=list, blank=True)
    sectors = models.JSONField(default=list, blank=True)
    lead = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    resources = MultilingualField(blank=True)
    staff = MultilingualField(blank=True)
    budget = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    budget_note = MultilingualField(blank=True)

    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()
    contact_count = models.PositiveIntegerField(default=0)
    milestone_count = models.PositiveIntegerField(default=0)
    complete_count = models.PositiveIntegerField(default=0)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="commitment_number_once"),
            models.UniqueConstraint(
                fields=["identifier"], condition=~Q(identifier=""), name="commitment_identifier_once"
            ),
            models.CheckConstraint(
                condition=Q(budget=None) | ~Q(currency=""), name="commitment_budget_has_its_currency"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("site:commitment", args=[self.plan.slug, self.number])

    @property
    def shown_number(self) -> str:
        """The number that people know it by."""
        return without_noise(self.printed_number) or str(self.number)

    @property
    def missing(self) -> list[object]:
        """What evaluators look for in a commitment and this one does not say (Inception Report, question n.5)."""
        looked_for = {
            _("contacts"): self.contact_count,
            _("resources"): self.resources,
            _("staff"): self.staff,
            _("budget"): self.budget is not None or self.budget_note,
        }
        return [name for name, found in looked_for.items() if not found]


class Involvement(models.Model):
    """An organisation's part in a plan, or in one commitment of it, between two days: responsibility moves."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="involvements")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part)
    started_on = PartialDateField(null=True, blank=True)
    ended_on = PartialDateField(null=True, blank=True)
    note = MultilingualField(blank=True)
    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["part", "started_on", "id"]
        indexes = [models.Index(fields=["organisation", "plan"], name="involvement_of_organisation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="involvement_ends_after_start",
            )
        ]


class Contact(models.Model):
    """Whom to ask, by role: a mailbox of the body rather than a person's own address."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="contacts")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    role = MultilingualField()
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
