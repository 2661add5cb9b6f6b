import json
from datetime import datetime
from typing import Any

from django.db import models

from .choices import NotStamped, Objected
from .lines import Recorded


class Line(models.Model):
    """One official act as the register tells it. The leaf is what counts; the columns repeat it for finding."""

    act = models.UUIDField(unique=True, editable=False)
    leaf = models.TextField()
    event = models.CharField(max_length=80)
    object = models.CharField(max_length=120)
    body = models.CharField(max_length=120)
    actor = models.CharField(max_length=120)
    role = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    COLUMNS = Recorded._fields

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.event} {self.object}"

    @property
    def said(self) -> dict[str, Any]:
        return json.loads(self.leaf)

    @property
    def payload(self) -> dict[str, Any]:
        return self.said["payload"]


class Outbox(Line):
    """An act that has been done and waits for its place in the log. Written in the act's own transaction."""

    # Few wait at a time, and every act would pay for an index. The log holds each act once.
    act = models.UUIDField(editable=False)

    class Meta:
        verbose_name_plural = "outbox"

    is_pending = True


class Entry(Line):
    """An act in its place in the log, for ever."""

    index = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()

    class Meta:
        # Each costs every entry. Acts on an object are found by their mentions, those of a kind by postings.
        indexes = [models.Index(fields=["recorded_at"], name="register_entry_recorded")]
        verbose_name_plural = "entries"

    is_pending = False


class Mention(models.Model):
    """That an entry names a URN, as its object or in its payload: what the history of an object is found by."""

    # All that is asked of it: the table is its own index.
    pk = models.CompositePrimaryKey("urn", "entry_id")
    urn = models.CharField(max_length=120)
    # Written with its entry, which never goes: for the database to look each up again made batches wait for it.
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="mentions", db_index=False, db_constraint=False
    )


class Posting(models.Model):
    """Which entries of a full bundle have certain values: a byte for the place of each within the bundle."""

    pk = models.CompositePrimaryKey("of", "bundle")
    of = models.TextField(help_text="Columns and their values, as in an address; empty once in each bundle")
    bundle = models.BigIntegerField()
    places = models.BinaryField()


class Facet(models.Model):
    """A value that occurs in a column of the log: what the journal offers to filter by, without reading the log."""

    column = models.CharField(max_length=20)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["column", "value"], name="register_facet_once")]


class Subtree(models.Model):
    """The hash of a complete subtree of 256^level entries: all that tiles above the lowest are made of."""

    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="register_subtree_once")]


class Head(models.Model):
    """How long the log is. One row; its size is compared and set, so that two sequencers cannot both extend the log."""

    THE_ONE = 1

    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="register_one_head"),
            models.CheckConstraint(condition=models.Q(size__gte=0), name="register_head_size"),
        ]


class Checkpoint(models.Model):
    """A state of the log that was signed. `note` is the text as published, with the `cosigned` lines of witnesses."""

    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    cosigned = models.SmallIntegerField(default=0, db_default=0)
    signed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["size"], name="register_checkpoint_size"),
            models.Index(fields=["size"], name="register_cosigned_size", condition=models.Q(cosigned__gt=0)),
            models.Index(fields=["signed_at"], name="register_checkpoint_signed"),
        ]


class Timestamp(models.Model):
    """What a timestamp authority (RFC 3161) said of the last checkpoint of a day: its answer, or why there is none.

    `note` is what was stamped, byte for byte, and `response` the whole answer (TimeStampResp, DER).
    """

    day = models.DateField(unique=True)
    size = models.BigIntegerField()
    note = models.TextField()
    authority = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    response = models.BinaryField(null=True)
    stamped_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=500, blank=True, help_text="For who runs the site, in English")
    reason = models.CharField(
        max_length=20, choices=NotStamped, blank=True, default="", db_default="", help_text="Of a failure, for readers"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stamped_at=None, response=None) ^ models.Q(failure=""),
                name="register_timestamp_or_failure",
            )
        ]

    @property
    def is_stamped(self) -> bool:
        return self.stamped_at is not None


class Objection(models.Model):
    """What a witness holds against the log, one at a time, until it cosigns again."""

    witness = models.TextField(unique=True)
    reason = models.CharField(max_length=20, choices=Objected, help_text="For readers")
    told = models.TextField(help_text="For who runs the site, in English")
    since = models.DateTimeField()


class Publication(models.Model):
    """How publishing stands: one row, for whoever asks whether the register is up to date.

    `trouble` is what the sequencer last said, empty since it last published.
    """

    THE_ONE = 1

    size = models.BigIntegerField(default=0, help_text="Entries that the published checkpoint covers")
    published_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)
    troubled_since = models.DateTimeField(null=True)
    collected_size = models.BigIntegerField(default=0, help_text="Partial tiles are gone of the tiles full by then")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="register_one_publication")]

    @classmethod
    def published(cls, size: int, *, at: datetime) -> None:
        told = {"size": size, "published_at": at, "trouble": "", "troubled_since": None}
        if not cls.objects.filter(pk=cls.THE_ONE).update(**told):
            cls.objects.update_or_create(pk=cls.THE_ONE, defaults=told)

    @classmethod
    def untroubled(cls) -> None:
        cls.objects.exclude(trouble="").update(trouble="", troubled_since=None)

    @classmethod
    def troubled(cls, trouble: str, *, at: datetime) -> None:
        """Since when stays, while one trouble follows another."""
        cls.objects.get_or_create(pk=cls.THE_ONE)
        cls.objects.filter(pk=cls.THE_ONE, trouble="").update(troubled_since=at)
        cls.objects.filter(pk=cls.THE_ONE).exclude(trouble=trouble).update(trouble=trouble)
