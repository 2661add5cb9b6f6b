import uuid

from django.db import models
from django.utils.translation import gettext as _

from ..errors import UploadGone


class ReportUpload(models.Model):
    """A file that waits for who chose it to confirm what was read of it; nobody else sees it, and it goes within days.

    `content` is without the evaluators' e-mail addresses, `sha256` that of the file as it was given.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(blank=True)
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["uploaded_at"], name="report_upload_age")]

    @property
    def waiting(self) -> bytes:
        """What is to be confirmed. Raises `UploadGone` once it was, whatever became of the report."""
        if not self.content:
            raise UploadGone(_("The file is no longer kept. Choose it again."))
        return bytes(self.content)
