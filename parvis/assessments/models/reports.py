from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.accounts.types import Person
from parvis.kernel.dates import PartialDateField
from parvis.kernel.languages import Multilingual, MultilingualField
from parvis.kernel.urns import Identified

from ..errors import AlreadyWithdrawn
from ..types import ReportKind


class ReportQuerySet(models.QuerySet["Report"]):
    def current(self) -> "ReportQuerySet":
        return self.filter(withdrawn_at=None)

    def on_plans_of(self, viewer: Any) -> "ReportQuerySet":
        """Those on public plans; staff of a member also see those on its drafts."""
        public = Q(plan__published_at__isnull=False)
        if isinstance(viewer, Person):
            public |= Q(plan__member__in=viewer.staff_of)
        return self.filter(public)

    def visible_to(self, viewer: Any) -> "ReportQuerySet":
        """Of those, the ones that were not withdrawn."""
        return self.current().on_plans_of(viewer)


class Report(Identified):
    """A published report as it was read: what the source lost is missing here too.

    `title`, `member_printed` and `plan_printed` are as printed. A report in two languages is two reports.
    """

    urn_kind = "report"

    plan = models.ForeignKey("plans.ActionPlan", on_delete=models.PROTECT, related_name="assessment_reports")
    commitment = models.ForeignKey(
        "plans.Commitment", on_delete=models.PROTECT, null=True, blank=True, related_name="assessment_reports"
    )
    slug = models.SlugField(unique=True, max_length=160)
    kind = models.CharField(max_length=20, choices=ReportKind)
    form = models.CharField(max_length=60, help_text="The name of the form that it answers")
    language = models.CharField(max_length=10)
    title = models.TextField()
    member_printed = models.TextField(blank=True)
    plan_printed = models.TextField(blank=True)
    commitment_printed = models.TextField(blank=True)
    retold_from = models.URLField(
        max_length=2000, blank=True, help_text="Where its own words are, if the explanations here are retold in ours"
    )
    published_on = PartialDateField(null=True, blank=True)
    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, related_name="+")
    file_sha256 = models.CharField(max_length=64, help_text="Of the file as it was given")
    content_sha256 = models.CharField(max_length=64, db_index=True, help_text="Of what was read of it, RFC 8785")
    notices = models.JSONField(default=list, blank=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_because = MultilingualField(blank=True)

    # Kept by the commands that change what they count.
    answer_count = models.PositiveIntegerField(default=0)
    missing_count = models.PositiveIntegerField(default=0)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="report_recorded")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "language"],
                condition=Q(kind="inception", withdrawn_at=None),
                name="inception_report_once",
            ),
            models.UniqueConstraint(
                fields=["commitment", "language"],
                condition=Q(kind="end_of_commitment", withdrawn_at=None),
                name="end_of_commitment_report_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="end_of_commitment", commitment__isnull=False)
                | Q(kind="inception", commitment__isnull=True),
                name="report_on_a_commitment_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("site:report", args=[self.slug])

    @property
    def name(self) -> Multilingual:
        """Its title, in its language."""
        return self.spoken(self.title)

    def spoken(self, words: str) -> Multilingual:
        """Words of the report, with the language they are in."""
        return Multilingual({self.language: words})

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def withdraw(self, *, at: datetime, because: Multilingual) -> None:
        if self.withdrawn_at:
            raise AlreadyWithdrawn(_("This report has been withdrawn already."))
        self.withdrawn_at, self.withdrawn_because = at, because


class Evaluator(models.Model):
    """Who wrote the report, as printed. `organisation` when it is one that is known here."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evaluators")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class AssessedCommitment(models.Model):
    """A commitment as the report names it, and the one of the plan that it is. `number` is as printed.

    `title` is empty where the source lost it.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="assessed")
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.TextField(blank=True)
    action = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    commitment = models.ForeignKey("plans.Commitment", on_delete=models.PROTECT, related_name="assessed_in")

    class Meta:
        ordering = ["position"]


class QuotedMilestone(models.Model):
    """A milestone whose title the report quotes, and the one of the plan that it is, where one was matched."""

    assessed = models.ForeignKey(AssessedCommitment, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveIntegerField()
    words = models.TextField()
    milestone = models.ForeignKey(
        "plans.Milestone", on_delete=models.PROTECT, null=True, blank=True, related_name="quoted_in"
    )

    class Meta:
        ordering = ["position"]


class ReportComment(models.Model):
    """A comment of the public that was printed under the report, and the contribution that it is here.

    `date` is as printed. Who moderates the contribution moderates this.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    position = models.PositiveIntegerField()
    date = models.CharField(max_length=100, blank=True)
    contribution = models.OneToOneField("contributions.Contribution", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]


class GlossaryEntry(models.Model):
    """A definition that the published page showed with a word. `is_cut` when the source stops it short."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="glossary")
    position = models.PositiveIntegerField()
    term = models.CharField(max_length=200)
    text = models.TextField()
    is_cut = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]


class ReportImport(models.Model):
    """One file that was read: the same file twice changes nothing."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="imports")
    sha256 = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField()
