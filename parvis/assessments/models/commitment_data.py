"""What OGP's commitment data says: the files that were read, and of each commitment the row that it came from."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.kernel.urns import Identified

from ..errors import UploadGone
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


class CommitmentUpload(Identified):
    """A file of OGP's commitment data that a person gave, until a job has read it; how far the job is."""

    urn_kind = "commitment-upload"

    class State(models.TextChoices):
        CHECKED = "checked", _("Checked: waits to be confirmed")
        WAITING = "waiting", _("Waits for its turn")
        READING = "reading", _("Being read")
        INDEXING = "indexing", _("Being made findable")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(blank=True)
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.CHECKED)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True)
    file = models.ForeignKey(CommitmentFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["uploaded_at"], name="commitment_upload_age")]

    @property
    def waiting(self) -> bytes:
        """What is to be read. Raises `UploadGone` once it was."""
        if not self.content:
            raise UploadGone(_("The file is no longer kept. Choose it again."))
        return bytes(self.content)
