"""Messages are written in the transaction of the act that they tell of, and sent by a job after it."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.accounts.types import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.errors import Invalid
from parvis.kernel.permissions import asked_already, require
from parvis.kernel.types import Actor

from .envelope import envelope
from .models import Message, Unsubscription
from .tasks import deliver
from .types import REMINDER, kind_named, kinds

KEEP = timedelta(days=365)


@asked_already("the act that a message tells of has asked")
@not_an_act("the act that a message tells of has its own line")
@transaction.atomic
def send(person: Person, *, kind: str, subject: object, text: object, key: str = "") -> Message | None:
    """Write a message and have it sent. None, and nothing written, when the person does not want this kind.

    `subject` and `text` become text in the person's language: give lazy translations or multilingual texts. A `key`
    makes it one message: sending it again changes nothing.
    """
    kind_named(kind)
    if not _wants(person, kind):
        return None
    with override(person.language):
        content = {"subject": " ".join(str(subject).split())[:200], "text": str(text)}
    fields = {"kind": kind, "language": person.language, "written_at": now(), **content}
    if key:
        message, is_new = Message.objects.get_or_create(person=person, key=key, defaults=fields)
    else:
        message, is_new = Message.objects.create(person=person, **fields), True
    if is_new:
        deliver.enqueue(message.pk)
    return message


@asked_already("the act that a message tells of has asked")
@not_an_act("a reminder changes nothing")
@transaction.atomic
def remind(person: Person, *, subject: object, text: object, key: str) -> Message | None:
    """Remind a person of something once: `key` says of what and which time, such as a URN and a day."""
    return send(person, kind=REMINDER.name, subject=subject, text=text, key=key)


@asked_already("the act that a message tells of has asked")
@not_an_act("the act that a message tells of has its own line")
def deliver_message(message: Message) -> None:
    """Hand a message to the mail server. Raises what the server says; the job tries again.

    No transaction is open while the server is spoken to: it may take its time, and SQLite has one writer.
    """
    if message.is_settled:
        return
    if not _wants(message.person, message.kind):
        message.dropped_at = now()
        message.save(update_fields=["dropped_at"])
        return
    message.tries += 1
    try:
        envelope(message).send()
    except Exception as error:
        message.last_error = f"{type(error).__name__}: {error}"[:500]
        message.save(update_fields=["tries", "last_error"])
        raise
    message.sent_at, message.last_error = now(), ""
    message.save(update_fields=["tries", "sent_at", "last_error"])


@asked_already("the signed link in the message asks")
@not_an_act("which messages someone wants is their own affair")
@transaction.atomic
def unsubscribe(person: Person, kind: str) -> None:
    """The signed link in the message is the permission."""
    Unsubscription.objects.get_or_create(person=person, kind=kind, defaults={"made_at": now()})


@not_an_act("which messages someone wants is their own affair")
@transaction.atomic
def edit_preferences(person: Person, *, wanted: Collection[str], by: Actor) -> None:
    """Get the kinds named in `wanted`, and no other."""
    require(by, "mail.edit_preferences", person)
    names = {one.name for one in kinds()}
    if not set(wanted) <= names:
        raise Invalid(_("There is no such kind of message."), field="wanted")

    Unsubscription.objects.filter(person=person, kind__in=wanted).delete()
    for name in names - set(wanted):
        Unsubscription.objects.get_or_create(person=person, kind=name, defaults={"made_at": now()})


@asked_already("the act that a message tells of has asked")
@not_an_act("what nobody needs any more is not kept")
@transaction.atomic
def forget_messages() -> int:
    """Remove messages older than a year, and all those to people who had themselves erased. How many."""
    Unsubscription.objects.exclude(person__erased_at=None).delete()
    erased = Message.objects.exclude(person__erased_at=None)
    removed, _by_table = (erased | Message.objects.filter(written_at__lt=now() - KEEP)).delete()
    return removed


@asked_already("the command that erases what a message is about has asked")
@not_an_act("what is erased is erased here too")
@transaction.atomic
def forget_about(subject: str) -> int:
    """Remove the messages whose key begins with `subject`, sent or not, for they tell what was erased. How many."""
    removed, _by_table = Message.objects.filter(key__startswith=subject).delete()
    return removed


def _wants(person: Person, kind: str) -> bool:
    return person.is_active and not Unsubscription.objects.filter(person=person, kind=kind).exists()
