import uuid

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """A message to a person, in their language. Sent to the address they have when it goes out."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, blank=True, help_text="What it is about, where it must be sent only once")
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True, help_text="When it was found to be unwanted by then")
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], condition=~Q(key=""), name="message_once_by_key"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(dropped_at=None), name="message_sent_or_dropped_not_both"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_settled(self) -> bool:
        return self.sent_at is not None or self.dropped_at is not None


class Unsubscription(models.Model):
    """A person does not want a kind of message."""

    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="unsubscription_once")]

    def __str__(self) -> str:
        return self.kind
