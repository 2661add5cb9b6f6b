from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate, PartialDateField
from parvis.kernel.languages import MultilingualField
from parvis.kernel.types import IMPORT
from parvis.kernel.urns import Identified


class Text(Identified):
    """A text that changes in the open: its owner (a commitment, a report) points here; here are its versions."""

    urn_kind = "text"

    owner = models.CharField(max_length=80, unique=True, help_text="URN of what owns it")
    body = models.CharField(max_length=80, help_text="URN of the member it belongs to")
    current = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.owner

    @property
    def is_published(self) -> bool:
        return self.current is not None and self.current.is_published

    @property
    def next_number(self) -> int:
        return self.current.number + 1 if self.current else 1


class Version(Identified):
    """A whole text as it stood from one moment on. A published one is never edited: the next replaces it."""

    urn_kind = "version"

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    reason = MultilingualField(blank=True)
    sha256 = models.CharField(max_length=64)
    author = models.CharField(max_length=80, help_text="URN of who made it")
    happened_on = PartialDateField(null=True, blank=True, help_text="For history: the day it came to be")
    recorded_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="version_number_once")]
        ordering = ["number"]

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_history(self) -> bool:
        """Entered from a source: when it was published there is for the source to say."""
        return self.author == IMPORT.urn

    @property
    def since(self) -> PartialDate | datetime | None:
        """From when it held; None where it is a draft, or where the source does not say."""
        return self.happened_on if self.is_history else self.published_at


class Clause(Identified):
    """One addressable passage of a version: the `number`th under its heading (problem, action …)."""

    urn_kind = "clause"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="clauses")
    heading = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    words = MultilingualField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "heading", "number"], name="clause_place_once")]
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.words)


class Change(Identified):
    """One clause that differs between a version and the one before it. A response's effect points here."""

    urn_kind = "change"

    class Kind(models.TextChoices):
        ADDED = "added", _("Added")
        REMOVED = "removed", _("Removed")
        REWORDED = "reworded", _("Reworded")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    heading = models.CharField(max_length=40)
    before = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    after = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
