"""What only the evaluator who made it may read: sources that are not public, interviews, and words not released."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.accounts.types import Person
from parvis.kernel.dates import PartialDate, PartialDateField
from parvis.kernel.urns import Identified

from ..choices import Capacity, QuotationUse
from ..errors import AlreadyDisclosed, AlreadyErased, ConsentMissing, ConsentRecorded, ConsentWithdrawn
from .sources import Citation

# A kind of role is shown where at least so many of each kind were interviewed; the day's year alone where there are
# fewer in all. Statistics Canada suppresses counts under five; here nothing is left to subtract.
MINIMUM = 5


class OwnQuerySet(models.QuerySet):
    def visible_to(self, viewer: Any) -> "OwnQuerySet":
        """Those of the person who made them, and nobody else's, whatever their role."""
        return self.filter(made_by=viewer) if isinstance(viewer, Person) else self.none()


class QuotationQuerySet(models.QuerySet["Quotation"]):
    def visible_to(self, viewer: Any) -> "QuotationQuerySet":
        """Those of the viewer's own interviews, and what is published."""
        public = Q(published_at__isnull=False)
        return self.filter(public | Q(interview__made_by=viewer) if isinstance(viewer, Person) else public)


class ConsultedItem(Identified):
    """Something consulted that is not public: its citation describes it, its digest on the register commits to it.

    Salt and file are for who made it; erased, the digest means nothing. A disclosed salt lets anyone who has the file
    check it against the register.
    """

    urn_kind = "consulted-item"

    citation = models.OneToOneField(Citation, on_delete=models.PROTECT, related_name="consulted")
    about = models.CharField(max_length=80, help_text="URN of the plan or report for which it was consulted")
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=64, blank=True)
    file = models.FileField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    disclosed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(salt="", file="", file_name=""), name="consulted_erased_keeps_nothing"
            )
        ]

    def disclose(self, *, at: datetime) -> None:
        if self.erased_at:
            raise AlreadyErased(_("It has been erased: there is nothing left to disclose."))
        if self.disclosed_at:
            raise AlreadyDisclosed(_("Its salt is public already."))
        self.disclosed_at = at

    def erase(self, *, at: datetime) -> None:
        if self.erased_at:
            raise AlreadyErased(_("It has been erased already."))
        self.salt, self.file, self.file_name, self.erased_at = "", "", "", at


class Interview(Identified):
    """One interview. Who was spoken to and what they said is for the evaluator; how many and when is for everyone."""

    urn_kind = "interview"

    body = models.CharField(max_length=80)
    about = models.CharField(max_length=80, help_text="URN of the plan or report for which it was held")
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=20, choices=Capacity)
    held_on = PartialDateField()
    names = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["made_by", "-recorded_at", "-id"], name="interviews_of_evaluator")]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(names="", notes="", salt=""), name="interview_erased_keeps_nothing"
            )
        ]

    def erase(self, *, at: datetime) -> None:
        if self.erased_at:
            raise AlreadyErased(_("The notes have been erased already."))
        self.names, self.notes, self.salt, self.erased_at = "", "", "", at


class InterviewTally(models.Model):
    """How many interviews were held for a plan or report, by kind of role. Kept by the command that records one."""

    about = models.CharField(max_length=80)
    capacity = models.CharField(max_length=20, choices=Capacity)
    count = models.PositiveIntegerField(default=0)
    first_on = PartialDateField(null=True, blank=True)
    last_on = PartialDateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "capacity"], name="interview_tally_once")]

    def add(self, on: PartialDate) -> None:
        self.count += 1
        self.first_on = on if self.first_on is None else min(self.first_on, on)
        self.last_on = on if self.last_on is None else max(self.last_on, on)


class Quotation(Identified):
    """Words of someone interviewed: public only with their consent to that use, until they take it back."""

    urn_kind = "quotation"

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="quotations")
    about = models.CharField(max_length=80)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    use = models.CharField(max_length=20, choices=QuotationUse, blank=True)
    consented_on = PartialDateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = QuotationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["about", "id"], condition=Q(published_at__isnull=False), name="quotation_published_about"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(consented_on__isnull=False, withdrawn_at=None, use="report_and_pages"),
                name="quotation_public_only_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(words="", salt=""), name="quotation_withdrawn_keeps_nothing"
            ),
        ]

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def consent(self, *, use: QuotationUse, on: PartialDate) -> None:
        if self.withdrawn_at:
            raise ConsentWithdrawn(_("The consent was withdrawn, and the words are gone. Record the quotation anew."))
        if self.consented_on:
            raise ConsentRecorded(_("Consent to this quotation is recorded already."))
        self.use, self.consented_on = use, on

    def withdraw_consent(self, *, at: datetime) -> None:
        if self.withdrawn_at:
            raise ConsentWithdrawn(_("The consent was withdrawn already."))
        if not self.consented_on:
            raise ConsentMissing(_("No consent to this quotation is recorded, so there is none to withdraw."))
        self.words, self.salt, self.published_at, self.withdrawn_at = "", "", None, at

    def publish(self, *, at: datetime) -> None:
        if self.withdrawn_at:
            raise ConsentWithdrawn(_("The person has withdrawn their consent to this quotation."))
        if not self.consented_on:
            raise ConsentMissing(_("Record the consent of the person first: without it, their words stay private."))
        if self.use != QuotationUse.REPORT_AND_PAGES:
            raise ConsentMissing(_("The person consented to the report only, not to public pages."))
        self.published_at = at
