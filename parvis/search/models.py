from django.db import models

from parvis.kernel.languages import MultilingualField


class Entry(models.Model):
    """One thing that can be found. The engine keeps its words: beside the row, or in a column not named here."""

    urn = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=40, db_index=True)
    title = MultilingualField()
    body = MultilingualField(blank=True)
    # Facet → values, those of the room itself included: the postings that hold the entry, to take it out of them.
    facets = models.JSONField(default=dict, db_default={}, blank=True)

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return str(self.title)


class Posting(models.Model):
    """The entries that have one value of a facet: a Roaring bitmap of their primary keys, serialized."""

    kind = models.CharField(max_length=40)
    facet = models.CharField(max_length=40)
    value = models.TextField()
    rows = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "facet", "value"], name="search_one_posting_a_value")]

    def __str__(self) -> str:
        return f"{self.kind} {self.facet} {self.value}"


class Version(models.Model):
    """Which state of a kind's entries is current: another value, never seen before, after each change."""

    kind = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Place(models.Model):
    """Where an entry stands in one order. Who has no key has no place, and follows after those who have."""

    kind = models.CharField(max_length=40)
    order = models.CharField(max_length=40)
    key = models.TextField()
    # The second index begins with it.
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "order", "key", "entry"], name="search_place_in_order"),
            models.Index(fields=["entry", "order", "key"], name="search_place_of_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.order} {self.key}"
