from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.urns import Identified

from ..errors import AlreadyDecided
from ..types import AnswerStatus, Decision
from .reports import AssessedCommitment, Report


class Answer(models.Model):
    """One question of a report and what the source still says. Codes collide between sections: the key is all three.

    `question` is as printed ("2.3"), `code` as the form calls it ("n.3").
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="answers")
    position = models.PositiveIntegerField()
    section = models.CharField(max_length=5)
    assessed = models.ForeignKey(
        AssessedCommitment, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    question = models.CharField(max_length=10)
    code = models.CharField(max_length=10)
    value = models.CharField(max_length=20, blank=True)
    option = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, choices=AnswerStatus)
    explanation = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section", "question"], condition=Q(assessed=None), name="answer_once"
            ),
            models.UniqueConstraint(
                fields=["assessed", "section", "question"],
                condition=Q(assessed__isnull=False),
                name="answer_once_for_a_commitment",
            ),
            models.CheckConstraint(
                condition=Q(status="given") | Q(value="", option=""), name="answer_missing_has_no_value"
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{self.report.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Its place on the report's page. Sections that repeat print the commitment's number in the question."""
        return f"answer-{self.section}-{self.question}"

    @property
    def is_missing(self) -> bool:
        return self.status == AnswerStatus.MISSING_IN_SOURCE


class AnswerEvidence(models.Model):
    """One line of evidence under an answer, as printed, and the record that it cites."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="evidence")
    position = models.PositiveIntegerField()
    text = models.TextField()
    citation = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]


class Proposal(Identified):
    """A value that the prose of a report states where the value is missing: shown as given only by a person's word.

    Confirming it leaves the answer missing in the source, which it stays.
    """

    urn_kind = "proposal"

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="proposal")
    value = models.CharField(max_length=20)
    reached = models.PositiveIntegerField(null=True, blank=True)
    total = models.PositiveIntegerField(null=True, blank=True)
    quotation = models.TextField()
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="open", decided_at=None) | ~Q(decision="open") & Q(decided_at__isnull=False),
                name="proposal_decided_has_its_day",
            ),
        ]

    def decide(self, decision: Decision, *, at: datetime) -> None:
        if self.decision != Decision.OPEN:
            raise AlreadyDecided(_("Someone has decided on this value already."))
        self.decision, self.decided_at = decision, at
