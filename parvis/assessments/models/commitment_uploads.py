from collections.abc import Sequence
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.types import Member
from parvis.kernel.urns import Identified

from ..errors import AlreadyConfirmed, UploadGone
from ..standards.commitment_data.rows import LeftOut
from .commitment_data import CommitmentFile

# States that nothing changes any more.
SETTLED = frozenset({"done", "refused", "failed"})


class CommitmentUpload(Identified):
    """A file of OGP's commitment data that a person gave, until a job has entered it; how far that is, and its outcome.

    `found` is what reading alone knows of it (`CommitmentFileGiven.found`). `rows` and `done` are what the progress bar
    shows. `member` is the one for which the person acts. `was_here` says that this very file had entered before.
    `file` is stored with what entered: until it is done, its index may be behind.
    `content` goes once the file has entered or was refused; the row stays for its person.
    """

    urn_kind = "commitment-upload"

    class State(models.TextChoices):
        CHECKED = "checked", gettext_lazy("Checked: waits to be confirmed")
        WAITING = "waiting", gettext_lazy("Waits for its turn")
        READING = "reading", gettext_lazy("Being entered")
        INDEXING = "indexing", gettext_lazy("Entered, and being made findable")
        DONE = "done", gettext_lazy("Done")
        REFUSED = "refused", gettext_lazy("Refused: nothing was stored")
        FAILED = "failed", gettext_lazy("Given up: nothing was stored")

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey("accounts.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(blank=True)
    uploaded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKED)
    found = models.JSONField(default=dict, blank=True)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    refusal = models.TextField(blank=True)
    file = models.ForeignKey(CommitmentFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    was_here = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index(fields=["uploaded_at"], name="commitment_upload_age")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("assessments:commitment_upload", args=[self.uid])

    @property
    def waiting(self) -> bytes:
        """What is to be read. Raises `UploadGone` once it was."""
        if not self.content:
            raise UploadGone(_("The file is no longer kept. Choose it again."))
        return bytes(self.content)

    @property
    def is_checked(self) -> bool:
        return self.state == self.State.CHECKED

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def first_left_out(self) -> Sequence[LeftOut]:
        """The first rows that would be left out, with their reasons in the language of whoever reads them."""
        return [LeftOut(**one) for one in self.found.get("first_left_out", [])]

    def confirm(self, member: Member, *, at: datetime) -> None:
        if not self.is_checked:
            raise AlreadyConfirmed(_("This file has been confirmed before."))
        self.state, self.member, self.confirmed_at = self.State.WAITING, member, at

    def enter(self, file: CommitmentFile, *, was_here: bool) -> None:
        self.state, self.file, self.was_here = self.State.INDEXING, file, was_here

    def finish(self) -> None:
        self.state, self.content = self.State.DONE, b""

    def refuse(self, reason: str) -> None:
        self.state, self.refusal = self.State.REFUSED, reason
        self.content = b""

    def fail(self, *, tries: int) -> None:
        """After the last try it is given up; but what has entered has entered, and only the index is behind."""
        self.failures += 1
        if self.state == self.State.INDEXING:
            return
        self.state = self.State.WAITING if self.failures < tries else self.State.FAILED
        if self.is_settled:
            self.content = b""
