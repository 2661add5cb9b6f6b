from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.urns import Identified

from .sources import Citation


class Bibliography(models.Model):
    """All that one plan, report or member rests on. The counts are kept by the commands that change what they count."""

    owner = models.CharField(max_length=80, unique=True, help_text="URN of the plan, report or member")
    entry_count = models.PositiveIntegerField(default=0)
    use_count = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True, help_text="Entries by kind, then by state")

    def move(self, entry: "BibliographyEntry", *, by: int) -> None:
        """Count an entry in (`by` is 1), or out (-1)."""
        of_kind = self.counts.setdefault(entry.kind, {})
        of_kind[entry.state] = of_kind.get(entry.state, 0) + by
        self.entry_count += by


class EntryQuerySet(models.QuerySet["BibliographyEntry"]):
    def of(self, owner: str) -> "EntryQuerySet":
        return self.filter(bibliography__owner=owner)

    def holding(self, words: list[str]) -> "EntryQuerySet":
        """Those in which all of these folded words occur, also within longer ones."""
        rows = self
        for word in words:
            rows = rows.filter(words__contains=word)
        return rows


class BibliographyEntry(Identified):
    """One source in one bibliography, however many citations name it. `citation` is the fullest of them.

    The keys are folded, for sorting; a missing author or title comes last, a missing date after all dates.
    """

    urn_kind = "bibliography-entry"

    class State(models.TextChoices):
        ON_THE_WEB = "on_the_web", _("On the web")
        HELD = "held", _("File kept here")
        HASH_ONLY = "hash_only", _("Known by its hash")
        RECORD = "record", _("On this platform")
        ADDRESS_LOST = "address_lost", _("Address lost")
        NOT_PUBLIC = "not_public", _("Not public")

    bibliography = models.ForeignKey(Bibliography, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=64, help_text="Citations with the same key name the same source")
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Citation.Kind)
    state = models.CharField(max_length=20, choices=State)
    use_count = models.PositiveIntegerField(default=0)
    author_key = models.CharField(max_length=100)
    title_key = models.CharField(max_length=100)
    published_key = models.CharField(max_length=10, blank=True)
    accessed_key = models.CharField(max_length=10, blank=True)
    words = models.TextField(blank=True, help_text="Folded: what is searched")

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bibliography", "key"], name="bibliography_entry_once")]
        indexes = [
            models.Index(fields=["bibliography", "title_key", "id"], name="bibliography_by_title"),
            models.Index(fields=["bibliography", "author_key", "id"], name="bibliography_by_author"),
            models.Index(fields=["bibliography", "-published_key", "-id"], name="bibliography_by_published"),
            models.Index(fields=["bibliography", "-accessed_key", "-id"], name="bibliography_by_accessed"),
        ]

    def describe(self, facts: dict[str, Any]) -> None:
        for name, value in facts.items():
            setattr(self, name, value)


class CitationUse(models.Model):
    """That something rests on a source: a commitment, a milestone, or an answer of a report (`anchor`)."""

    entry = models.ForeignKey(BibliographyEntry, on_delete=models.CASCADE, related_name="uses")
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    used_by = models.CharField(max_length=80, help_text="URN")
    anchor = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "citation", "used_by", "anchor"], name="citation_use_once")
        ]
        indexes = [models.Index(fields=["used_by"], name="citation_use_by")]
