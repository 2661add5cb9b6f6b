from django.db import models

from parvis.kernel.languages import MultilingualField


class Entry(models.Model):
    """One thing that can be found. The engine keeps its words: beside the row, or in a column not named here."""

    urn = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=40, db_index=True)
    title = MultilingualField()
    body = MultilingualField(blank=True)

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return str(self.title)
