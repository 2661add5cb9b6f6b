"""What OGP's commitment data says: the files that were read, and of each commitment the row that it came from."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from parvis.kernel.urns import Identified

from ..standards.commitment_data.reasons import sentence


class CommitmentFile(Identified):
    """One file of OGP's commitment data that was read. The same file twice changes nothing.

    `columns` are its headers as written, in its order; `counts` what entered of it, by name.
    """

    urn_kind = "commitment-file"

    name = models.CharField(max_length=200)
    layout = models.CharField(max_length=20, help_text="current or older")
    sha256 = models.CharField(max_length=64, unique=True)
    columns = models.JSONField(default=list)
    counts = models.JSONField(default=dict, blank=True)
    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("site:commitment_file", args=[self.uid])


class LeftOutRow(models.Model):
    """A row of a file that could not be used, or something in a used row that could not be read (`is_notice`).

    `code` and `values` make the reason, in the language of whoever reads it.
    """

    file = models.ForeignKey(CommitmentFile, on_delete=models.PROTECT, related_name="left_out")
    line = models.PositiveIntegerField()
    column = models.TextField(blank=True)
    code = models.CharField(max_length=40)
    values = models.JSONField(default=dict, blank=True)
    is_notice = models.BooleanField(default=False)

    class Meta:
        ordering = ["line", "id"]

    @property
    def reason(self) -> str:
        return sentence(self.code, self.values)

    @property
    def called(self) -> str:
        """The commitment's identifier or title, where the row told."""
        return self.values.get("called", "")


class CommitmentRecord(models.Model):
    """The row of OGP's data from which a commitment came, cell by cell, with its ratings, each in its own scale.

    `cells` are in the order of the layout, None where the file lacks the column; `extra` those of columns that the
    layout does not know. `key` names the row within its layout: the identifier, or the hash of country, plan, number
    and title. `ratings` are codes of options by the code of their scale; what was not rated is not there.
    """

    file = models.ForeignKey(CommitmentFile, on_delete=models.PROTECT, related_name="records")
    commitment = models.OneToOneField("plans.Commitment", on_delete=models.PROTECT, related_name="record")
    layout = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    line = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    cells = models.JSONField()
    extra = models.JSONField(default=dict, blank=True)
    ratings = models.JSONField(default=dict, blank=True)
    content_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["layout", "key"], name="commitment_record_key_once")]


class RecordMatch(models.Model):
    """Rows of the two layouts that are probably about one commitment. They stay two; a page of one leads to the other.

    `score` is in thousandths: 1000 where title, plan and number are the same.
    """

    older = models.ForeignKey(CommitmentRecord, on_delete=models.PROTECT, related_name="newer_matches")
    newer = models.ForeignKey(CommitmentRecord, on_delete=models.PROTECT, related_name="older_matches")
    score = models.PositiveIntegerField()

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["older", "newer"], name="record_match_once"),
            models.CheckConstraint(condition=Q(score__lte=1000), name="record_match_score_in_thousandths"),
        ]
