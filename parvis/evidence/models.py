from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDateField
from parvis.kernel.languages import MultilingualField
from parvis.kernel.urns import Identified


class Document(Identified):
    """An uploaded file, stored by its hash, published or waiting to be."""

    urn_kind = "document"

    body = models.CharField(max_length=80, help_text="URN of the member whose record it is")
    title = MultilingualField()
    language = models.CharField(max_length=10, blank=True)
    file = models.FileField(max_length=200)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True)
    uploaded_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["body", "published_at"], name="document_published_of_body")]


class Citation(Identified):
    """What a claim rests on, as a record: never a bare string. Its URL may die; the record stays."""

    urn_kind = "citation"

    class Kind(models.TextChoices):
        PUBLIC_DOCUMENT = "public_document", _("Public document")
        WEB_PAGE = "web_page", _("Web page")
        PLATFORM_RECORD = "platform_record", _("Record of this platform")
        NOT_PUBLIC = "not_public", _("Consulted, not public")
        INTERVIEW = "interview", _("Interview")

    kind = models.CharField(max_length=20, choices=Kind)
    body = models.CharField(max_length=80)
    key = models.CharField(max_length=80, blank=True, help_text="How the plan file names it")
    url = models.URLField(max_length=2000, blank=True)
    title = MultilingualField(blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    published_on = PartialDateField(null=True, blank=True)
    accessed_on = PartialDateField(null=True, blank=True)
    note = MultilingualField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True)
    record = models.CharField(max_length=80, blank=True, help_text="URN, for a record of this platform")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="web_page") | ~Q(url=""), name="citation_of_a_web_page_has_its_url"
            ),
            models.UniqueConstraint(fields=["body", "key"], condition=~Q(key=""), name="citation_key_once_in_a_body"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.url
