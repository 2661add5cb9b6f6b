from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.accounts.types import Person
from parvis.kernel.errors import NotFound

from .envelope import read_unsubscribe_token
from .models import Message, Unsubscription
from .types import MessageKind, kind_named, kinds


def message(pk: int) -> Message | None:
    """With its person; None when it has been forgotten."""
    return Message.objects.select_related("person").filter(pk=pk).first()


def messages_to(person: Person) -> list[Message]:
    """The latest first."""
    return list(Message.objects.filter(person=person).order_by("-written_at", "-pk"))


def wanted_kinds(person: Person) -> set[str]:
    unwanted = set(Unsubscription.objects.filter(person=person).values_list("kind", flat=True))
    return {one.name for one in kinds()} - unwanted


def subscription(token: str) -> tuple[Person, MessageKind]:
    """Whose messages, and which, the link in a message stops. Raises `NotFound` for a link that was not made here."""
    read = read_unsubscribe_token(token)
    if read is None:
        raise NotFound(_("This link is not complete. Copy it whole from the message."))
    uid, name = read
    try:
        return get_object_or_404(Person, uid=uid), kind_named(name)
    except LookupError:
        raise NotFound(_("Messages of this kind are no longer sent.")) from None
